package org.mesoselk.executor.logstash.official;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.executor.logstash.official.render.Variables.Agent;
import org.mesoselk.testsupport.logstash.StandInLogstash;

/** What an operator is told before half a minute is spent on starting. */
class PlanLogstashTest {

    @TempDir
    Path temp;

    private Path sandbox;

    @BeforeEach
    void makeSandbox() throws Exception {
        sandbox = Files.createDirectory(temp.toRealPath().resolve("sandbox"));
    }

    private PlanLogstash.Plan plan(OfficialLogstash official) throws Exception {
        return plan(official, LogstashTask.Access.OPEN);
    }

    private PlanLogstash.Plan plan(OfficialLogstash official, LogstashTask.Access access) throws Exception {
        LogstashTask task = new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of(),
                temp.resolve("registry").toString(),
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", "default", Map.of(), false, Optional.empty(), access),
                LogstashTask.Limits.STANDARD,
                Optional.of(official));
        return new PlanLogstash(sandbox, Map.of("PATH", System.getenv("PATH")), Duration.ofMillis(300))
                .plan(task, new Agent("A-S0", "host-1", "/work"), temp);
    }

    private String unfit(OfficialLogstash official) throws Exception {
        return String.join(" ", ((PlanLogstash.Plan.Unfit) plan(official)).sentences());
    }

    private OfficialLogstash at(Path home) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return OfficialLogstash.of(Optional.of(home.toString()), Optional.empty(), free.getLocalPort());
        }
    }

    private static OfficialLogstash with(
            OfficialLogstash o, Optional<String> java, int heap, Map<String, String> secrets) {
        return new OfficialLogstash(
                o.home(),
                o.archive(),
                java,
                o.runAs(),
                heap,
                o.jvmOptions(),
                0,
                o.apiPort(),
                o.queueType(),
                64,
                Map.of(),
                secrets);
    }

    @Test
    void aHomeThatIsNotThereIsNamed() throws Exception {
        assertThat(unfit(at(temp.resolve("nothing"))))
                .isEqualTo("No Logstash to run: the Logstash home " + temp.resolve("nothing")
                        + " does not exist or cannot be read; name an unpacked official build or an archive of one.");
        Files.createDirectory(temp.resolve("empty"));
        assertThat(unfit(at(temp.resolve("empty"))))
                .contains("holds no Logstash (bin/logstash, logstash-core and config");
        assertThat(unfit(OfficialLogstash.of(Optional.empty(), Optional.of("logstash.tar.gz"), 1)))
                .contains("the fetcher left nothing named 'logstash.tar.gz' in the sandbox");
    }

    @Test
    void aVersionThatCannotBeRunIsNamed() throws Exception {
        assertThat(unfit(at(StandInLogstash.make(temp.resolve("old"), "7.17.29"))))
                .contains("is version 7.17.29, and this executor can run 8 and 9");
    }

    @Test
    void aJdkThatIsTooOldOrNotThereIsNamed() throws Exception {
        Path jdk = Files.createDirectory(temp.resolve("jdk8"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_442\"\n");
        OfficialLogstash official = at(StandInLogstash.make(temp.resolve("home"), "8.15.0"));
        assertThat(unfit(with(official, Optional.of(jdk.toString()), 512, Map.of())))
                .contains("The JDK in " + jdk + " is version 8, and Logstash 8.15.0 needs 11 or newer");
        assertThat(unfit(with(official, Optional.of("/nothing"), 512, Map.of())))
                .contains("There is no JDK in /nothing that tells its version");
    }

    @Test
    void aHostWithoutMemoryForItIsToldWithNumbers() throws Exception {
        OfficialLogstash official = at(StandInLogstash.make(temp.resolve("home"), "8.15.0"));
        assertThat(HostChecks.lasting(official, temp, OptionalLong.of(500)))
                .containsExactly(
                        "This agent has 500 MB of memory left, and Logstash needs 812 MB (a heap of 512 and 300"
                                + " beside it); give it a smaller heap, or leave this agent out by a constraint.");
        assertThat(HostChecks.lasting(official, temp, OptionalLong.empty())).isEmpty();
        assertThat(unfit(with(official, Optional.empty(), 900_000_000, Map.of())))
                .contains("MB of memory left");
    }

    @Test
    void anApiPortThatIsTakenIsNamed() throws Exception {
        Path home = StandInLogstash.make(temp.resolve("home"), "8.15.0");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(unfit(OfficialLogstash.of(Optional.of(home.toString()), Optional.empty(), taken.getLocalPort())))
                    .contains("Port " + taken.getLocalPort() + " of 127.0.0.1");
        }
    }

    @Test
    void aSecretComesFromItsFileAndShowsNowhere() throws Exception {
        OfficialLogstash official = at(StandInLogstash.make(temp.resolve("home"), "8.15.0"));
        Path file = Files.writeString(temp.resolve("password"), "s3cret\n");
        PlanLogstash.Plan plan =
                plan(with(official, Optional.empty(), 256, Map.of("ELASTICSEARCH_PASSWORD", file.toString())));
        PreparedLogstash prepared = ((PlanLogstash.Plan.Fit) plan).prepared();
        assertThat(prepared.environment())
                .containsEntry("ELASTICSEARCH_PASSWORD", "s3cret")
                .containsEntry("MESOS_AGENT_ID", "A-S0");
        assertThat(plan.toString()).doesNotContain("s3cret");
        assertThat(Launching.spec(prepared, prepared.dirs(), List.of()).command())
                .noneMatch(word -> word.contains("s3cret"));
        assertThat(Launching.spec(prepared, prepared.dirs(), List.of()).toString())
                .contains("ELASTICSEARCH_PASSWORD")
                .doesNotContain("s3cret");
        assertThat(unfit(with(
                        official,
                        Optional.empty(),
                        256,
                        Map.of("X", temp.resolve("gone").toString()))))
                .contains("there is no file " + temp.resolve("gone") + ": it must have the value of X in it");
    }

    @Test
    void theForwardersAccessToElasticsearchIsTheDefaultPipelines() throws Exception {
        OfficialLogstash official =
                with(at(StandInLogstash.make(temp.resolve("home"), "8.15.0")), Optional.empty(), 256, Map.of());
        Path credentials = Files.writeString(temp.resolve("credentials"), "elk:pass:word\n");
        PreparedLogstash withPassword = ((PlanLogstash.Plan.Fit) plan(
                        official,
                        new LogstashTask.Access(
                                Optional.empty(), Optional.of(credentials.toString()), Optional.empty())))
                .prepared();
        assertThat(withPassword.environment())
                .containsEntry("ELASTICSEARCH_USER", "elk")
                .containsEntry("ELASTICSEARCH_PASSWORD", "pass:word");
        assertThat(withPassword.byDefault()).contains("user => \"${ELASTICSEARCH_USER}\"");
        Path key = Files.writeString(temp.resolve("key"), "aWQ6a2V5\n");
        PreparedLogstash withKey = ((PlanLogstash.Plan.Fit) plan(
                        official,
                        new LogstashTask.Access(Optional.empty(), Optional.empty(), Optional.of(key.toString()))))
                .prepared();
        assertThat(withKey.environment()).containsEntry("ELASTICSEARCH_API_KEY", "id:key");
        assertThat(withKey.byDefault()).contains("api_key => \"${ELASTICSEARCH_API_KEY}\"");
    }
}
