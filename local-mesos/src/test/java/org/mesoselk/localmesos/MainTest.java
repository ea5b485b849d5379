package org.mesoselk.localmesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private Path folder;

    private record Outcome(int code, String sentence) {}

    private static Outcome run(String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
        return new Outcome(line.execute(args), err.toString().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "master --frobnicate | --frobnicate",
                "master --port x | 'x' is not an int",
                "master --agent-ping-timeout soon | 'soon' is no duration; write it like 15secs or 500ms",
                "master --zk localhost | 'localhost' is no ZooKeeper URL; write it like zk://127.0.0.1:2181/mesos",
                "master --max-agent-ping-timeouts 0 | --max-agent-ping-timeouts must be at least 1",
                "master --offer-rate fast | --offer-rate 'fast' is no number of offers a second; write it like 500/s",
                "master --offer-rate 0 | --offer-rate '0'",
                "master --simulated-agents -1 | --simulated-agents must be between 1 and 100000, not -1",
                "master --simulated-agents 3 --simulated-agent-resources cpus:many | cpus",
                "agent --master http://127.0.0.1:5050 | --work-dir",
                "agent --master http://127.0.0.1:5050 --work-dir W --gc-delay soon | 'soon' is no duration; write it like 15secs",
                "agent --master http://127.0.0.1:5050 --work-dir W --containerizers podman | knows mesos and docker, and not 'podman'",
                "all --work-dir W --agents 0 | --agents must be between 1 and 200, not 0",
                "all --work-dir W --attributes 7=a:b | there is no agent 7, they are counted from 1 to 5",
                "all --work-dir W --attributes nonsense | 'nonsense'",
                "all --work-dir W --agent-resources cpus:many | cpus",
                "all --work-dir W --port-range-size 99999 | --port-range-size 99999 for 5 agents does not fit",
            })
    void aMistakeIsOneSentenceAndExitCodeTwo(String args, String expected) {
        Outcome outcome = run(args.replace("W", folder.toString()).split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.sentence()).contains(expected);
        assertThat(outcome.sentence().lines()).hasSize(1);
    }

    @Test
    void withoutACommandTheCommandsAreNamed() {
        Outcome outcome = run();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.sentence()).contains("master, agent or all");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Outcome outcome = run("master", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.sentence()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
