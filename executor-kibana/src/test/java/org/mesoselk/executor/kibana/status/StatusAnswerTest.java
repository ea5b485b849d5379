package org.mesoselk.executor.kibana.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusAnswerTest {

    private static Look read(int status, String body) {
        return StatusAnswer.read(status, body.getBytes(UTF_8));
    }

    @Test
    void oldKibanasSayAColour() {
        Look look = read(200, """
                {"name":"k","version":{"number":"5.1.1"},"status":{"overall":{"state":"green","title":"Green",
                "nickname":"Looking good"},"statuses":[{"id":"plugin:kibana","state":"green"}]}}
                """);

        assertThat(look).isEqualTo(new Look.Says("green"));
        assertThat(look.isServing()).isTrue();
        assertThat(read(200, "{\"status\":{\"overall\":{\"state\":\"red\"}}}").isServing())
                .isFalse();
    }

    @Test
    void aYellowKibanaAnswers503ToEveryPage() {
        Look look = read(200, "{\"status\":{\"overall\":{\"state\":\"yellow\"}}}");

        assertThat(look).isEqualTo(new Look.Says("yellow"));
        assertThat(look.isServing()).isFalse();
    }

    @Test
    void newKibanasSayALevel() {
        assertThat(read(200, "{\"status\":{\"overall\":{\"level\":\"available\",\"summary\":\"All\"}}}"))
                .isEqualTo(new Look.Says("available"));
        assertThat(read(200, "{\"status\":{\"overall\":{\"level\":\"degraded\"}}}")
                        .isServing())
                .isTrue();
        assertThat(read(503, "{\"status\":{\"overall\":{\"level\":\"unavailable\"}}}"))
                .isEqualTo(new Look.Says("unavailable"));
        assertThat(read(503, "{\"status\":{\"overall\":{\"level\":\"critical\"}}}")
                        .isServing())
                .isFalse();
    }

    @Test
    void aWordThatNobodyKnowsIsNotWell() {
        assertThat(read(200, "{\"status\":{\"overall\":{\"level\":\"dancing\"}}}")
                        .isServing())
                .isFalse();
    }

    @Test
    void whoWantsALoginServes() {
        assertThat(read(401, "{\"statusCode\":401}")).isEqualTo(new Look.WantsLogin());
        assertThat(read(302, "")).isEqualTo(new Look.WantsLogin());
        assertThat(read(403, "").isServing()).isTrue();
    }

    @Test
    void notReadyYetIsNoStatus() {
        Look look = read(503, "Kibana server is not ready yet");

        assertThat(look).isEqualTo(new Look.Silent("it answers 503: Kibana server is not ready yet"));
        assertThat(look.isServing()).isFalse();
        assertThat(look.word()).isEmpty();
    }

    @Test
    void aPathThatIsNotThereIsNoStatus() {
        assertThat(read(404, "{\"statusCode\":404,\"error\":\"Not Found\"}")).isInstanceOf(Look.Silent.class);
    }
}
