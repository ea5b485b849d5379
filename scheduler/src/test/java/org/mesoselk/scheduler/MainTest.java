package org.mesoselk.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

    private static String stderr(int expectedCode, String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            assertThat(Main.run(arguments, Map.of("MESOS_ELK_NODES", "x"))).isEqualTo(expectedCode);
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(stderr(2)).contains("Commands: elasticsearch, logstash, kibana");
        assertThat(stderr(2, "kibanna")).contains("kibanna", "Commands: elasticsearch, logstash, kibana");
    }

    @Test
    void everyFaultIsOnStderrWithExitCodeTwoAndNoStackTrace() {
        assertThat(stderr(2, "elasticsearch", "--nodez=3", "--cpus=0"))
                .contains("--nodez", "did you mean --nodes", "--cpus 0", "MESOS_ELK_NODES=x", "--zookeeper is missing")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void everyCommandHasItsOwnOptions() {
        assertThat(stderr(2, "logstash", "--nodes=3", "--listen=syslog:514"))
                .contains("unknown option --nodes", "--listen syslog:514", "MESOS_ELK_NODES", "--zookeeper is missing")
                .doesNotContain("Exception", "\tat ");
    }
}
