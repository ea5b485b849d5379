package org.mesoselk.executor.kibana.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static String words(String output) {
        return LastWords.of(output.lines().toList(), List.of()).orElseThrow();
    }

    @Test
    void theFatalLineOfKibana7IsTheReason() {
        assertThat(words("""
                {"type":"log","@timestamp":"2021-03-04T10:46:38Z","tags":["warning","plugins-discovery"],"pid":8,"message":"Expect plugin"}
                {"type":"log","@timestamp":"2021-03-04T10:47:19Z","tags":["fatal","root"],"pid":8,"message":"{ Error: [config validation of [server].port]: no\\n    at ObjectType.validate (/k/type.js:61:19)"}

                 FATAL  Error: [config validation of [server].port]: expected value of type [number] but got [string]

                """))
                .isEqualTo("[config validation of [server].port]: expected value of type [number] but got [string]");
    }

    @Test
    void withoutThatLineTheFatalEntryOfTheLogIs() {
        assertThat(words("""
                {"type":"log","@timestamp":"2021-03-04T10:47:19Z","tags":["fatal","root"],"pid":8,"message":"{ Error: [config validation of [xpack.encryptedSavedObjects].encryptionKey]: value has length [9] but it must have a minimum length of [32].\\n    at ObjectType.validate (/k/type.js:61:19)"}
                """))
                .isEqualTo(
                        "[config validation of [xpack.encryptedSavedObjects].encryptionKey]: value has length [9] but"
                                + " it must have a minimum length of [32].");
    }

    @Test
    void kibana8LogsText() {
        assertThat(words("""
                [2023-01-03T22:35:06.583-06:00][INFO ][node] Kibana process configured with roles: [background_tasks, ui]
                [2023-01-03T22:35:17.634-06:00][FATAL][root] Error: [config validation of [xpack.security].enabled]: definition for this key is missing
                    at ObjectType.validate (/k/type.js:95:13)
                """))
                .isEqualTo("[config validation of [xpack.security].enabled]: definition for this key is missing");
    }

    @Test
    void kibana5PrintsAnObject() {
        assertThat(words("""
                 FATAL  { ValidationError: child "server" fails because [child "port" fails because ["port" must be a number]]
                    at Object.exports.process (/k/joi/lib/errors.js:181:19)
                  isJoi: true,
                  name: 'ValidationError',
                }
                """))
                .isEqualTo(
                        "ValidationError: child \"server\" fails because [child \"port\" fails because [\"port\" must be a number]]");
    }

    @Test
    void unreadableYamlIsSaid() {
        assertThat(words("FATAL CLI ERROR YAMLException: can not read a block mapping entry"))
                .isEqualTo("CLI ERROR YAMLException: can not read a block mapping entry");
    }

    @Test
    void tooLittleHeapIsSaidWithTheRemedy() {
        assertThat(words("""
                <--- Last few GCs --->
                FATAL ERROR: CALL_AND_RETRY_LAST Allocation failed - JavaScript heap out of memory
                 1: node::Abort() [node]
                """)).isEqualTo("JavaScript heap out of memory: give the instances of Kibana more memory");
    }

    @Test
    void anOptionThatNodeDoesNotKnowIsSaid() {
        assertThat(words("/opt/kibana/node/bin/node: bad option: --max-http-header-size=65536"))
                .contains("bad option: --max-http-header-size");
    }

    @Test
    void otherwiseTheLastErrorOfTheLogIs() {
        assertThat(words("""
                {"type":"log","tags":["error","elasticsearch"],"pid":1,"message":"Request error, retrying"}
                {"type":"log","tags":["info"],"pid":1,"message":"bye"}
                """)).isEqualTo("Request error, retrying");
    }

    @Test
    void secretsAreBlackened() {
        assertThat(LastWords.of(List.of(" FATAL  Error: value \"s3cret\" is forbidden"), List.of("s3cret")))
                .contains("value \"…\" is forbidden");
    }

    @Test
    void silenceHasNoWords() {
        assertThat(LastWords.of(List.of("", "  "), List.of())).isEmpty();
    }
}
