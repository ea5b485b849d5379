package org.mesoselk.executor.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.testsupport.logstash.StandInLogstash;

class PrepareLogstashTest {

    @TempDir
    Path temp;

    /** Whose Logstash was fetched into the sandbox. */
    private LogstashTask task() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new LogstashTask(
                    LogstashTask.LOGSTASH,
                    List.of(),
                    temp.resolve("registry").toString(),
                    Optional.empty(),
                    new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                    new LogstashTask.Output("mesos", "default", Map.of(), false),
                    LogstashTask.Limits.STANDARD,
                    Optional.of(OfficialLogstash.of(Optional.empty(), Optional.of("logstash"), free.getLocalPort())));
        }
    }

    @Test
    void inAContainerTheSandboxesOfOthersAreFoundByItsPathOnTheHostAndItsOwnFilesWhereTheContainerHasThem()
            throws Exception {
        Path onHost = WorkDirs.sandbox(temp.toRealPath().resolve("work"), "A-S0", "F", "E", "C");
        Path here = Files.createDirectory(temp.toRealPath().resolve("mapped"));
        StandInLogstash.make(here.resolve("logstash"), "8.15.0");
        OwnSandbox sandbox =
                OwnSandbox.of(Map.of("MESOS_DIRECTORY", onHost.toString(), "MESOS_SANDBOX", here.toString()));
        assertThat(sandbox).isEqualTo(new OwnSandbox(onHost, here));
        Preparation preparation = new PrepareLogstash(
                        sandbox,
                        Map.of("PATH", System.getenv("PATH")),
                        () -> {
                            throw new IOException("not asked");
                        },
                        Optional::empty,
                        Duration.ofMillis(300))
                .prepare(task());
        assertThat(preparation).isInstanceOf(Preparation.Ready.class);
        assertThat(onHost).isEmptyDirectory();
    }

    @Test
    void anAgentThatTellsOneNameOfTheSandboxHasNoContainer() {
        OwnSandbox one = new OwnSandbox(Path.of("/w/s"), Path.of("/w/s"));
        assertThat(OwnSandbox.of(Map.of("MESOS_DIRECTORY", "/w/s"))).isEqualTo(one);
        assertThat(OwnSandbox.of(Map.of("MESOS_SANDBOX", "/w/s"))).isEqualTo(one);
    }
}
