package org.mesoselk.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.cli.Failure;

class SchedulerApiTest {

    private HttpServer server;
    private SchedulerApi api;
    private volatile String asked = "";
    private volatile int code = 200;
    private volatile String answer = "";

    @BeforeEach
    void aScheduler() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            .replaceAll("\\s", "");
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        api = new SchedulerApi(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), new Http());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_scale_request_is_as_the_original_framework_had_it() throws InterruptedException {
        answer = "{\"value\": 5, \"operation\": {\"id\": \"scale-3\"}}";
        assertThat(api.scale(5, true, false).path("value").asInt()).isEqualTo(5);
        assertThat(asked).isEqualTo("PUT /v1/cluster/elasticsearchNodes?dryRun=true&confirm=false {\"value\":5}");
    }

    @Test
    void a_refusal_is_told_with_its_reasons_each_once() {
        code = 409;
        answer = "{\"title\": \"Conflict\", \"detail\": \"a big step\", \"reasons\": [{\"name\": \"a\", \"sentence\":"
                + " \"a big step\"}, {\"name\": \"b\", \"sentence\": \"below the quorum\"}]}";
        assertThatThrownBy(() -> api.scale(1, false, false))
                .isInstanceOf(Failure.class)
                .hasMessage("a big step\n  below the quorum");
    }

    @Test
    void an_answer_of_another_kind_is_told_as_it_came() {
        code = 502;
        answer = "<html>Bad   gateway</html>";
        assertThatThrownBy(() -> api.scale(1, false, false)).hasMessage("status 502: <html>Bad gateway</html>");
    }

    @Test
    void a_scheduler_that_is_gone_is_named() {
        server.stop(0);
        assertThatThrownBy(() -> api.scale(1, false, false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(api.address().toString());
        assertThatThrownBy(() -> api.status()).isInstanceOf(IOException.class);
    }

    @Test
    void of_several_schedulers_the_first_that_answers_is_believed() throws Exception {
        SchedulerApi several = new SchedulerApi(List.of(URI.create("http://127.0.0.1:1"), api.address()), new Http());
        answer = "{\"wanted\": 3, \"value\": 3}";
        assertThat(several.status().wanted()).hasValue(3);
        assertThat(several.scale(3, false, false).path("value").asInt()).isEqualTo(3);
    }

    @Test
    void a_refusal_by_one_scheduler_is_not_asked_for_again_at_another() {
        code = 409;
        answer = "{\"detail\": \"a big step\"}";
        SchedulerApi twice = new SchedulerApi(List.of(api.address(), URI.create("http://127.0.0.1:1")), new Http());
        assertThatThrownBy(() -> twice.scale(1, false, false)).hasMessage("a big step");
    }
}
