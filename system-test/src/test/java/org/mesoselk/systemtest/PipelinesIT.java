package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.testsupport.logstash.StandInLogstash;
import tools.jackson.databind.JsonNode;

/**
 * Pipelines of one's own, from the API to the Logstash of each agent. That is a stand-in, which answers as a real one was
 * recorded to and passes no event.
 */
class PipelinesIT {

    private static final List<String> MEMBERS = List.of("ls-0", "ls-1", "ls-2");
    private static final int AGENTS = MEMBERS.size();
    private static final String OWN = text("generator { message => \"one\" }", "");
    private static final String UNKNOWN_PLUGIN = text("generator { }", "filter { frobnicate { } }");
    /** Of a plugin that one agent does not have. */
    private static final String TRUNCATES = text("generator { message => \"two\" }", "filter { truncate { } }");

    @TempDir
    Path folder;

    private Installation mesos;
    private Logstash logstash;
    private Path home;

    private static String text(String input, String filter) {
        return "input { " + input + " }\n" + filter
                + "\noutput { elasticsearch { hosts => [${ELASTICSEARCH_HOSTS}] } }\n";
    }

    @Test
    void allAgentsRunTheSamePipelinesWhateverBecomesOfNewOnesAndNoTaskIsStartedAnew() throws Exception {
        // Logstash is run as another user than its executor.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = StandInLogstash.make(folder.resolve("logstash"), "8.15.0");
        try (Installation started = Installation.in(folder)
                .agents(AGENTS)
                .elasticsearch()
                .scheduler("--nodes", "1")
                .logstash("--logstash-home", home.toString(), "--logstash-memory", "512")
                .start()) {
            mesos = started;
            logstash = started.logstash();
            try {
                mesos.awaitReady(1);
                logstash.awaitCovered(AGENTS);
                Map<String, String> tasks = logstash.tasks();
                Map<String, Long> processes = processes();
                onesThatAllTakeRunEverywhere();
                onesThatLogstashWouldNotTakeReachNobody();
                onesThatOneAgentDoesNotRunAreTakenBackFromThoseThatDid();
                onesWhosePortIsTakenAreTakenBack();
                aSchedulerThatIsKilledWhileTheDefaultPipelineComesBackIsFollowedByOneThatGoesOn();
                assertThat(logstash.tasks()).as("tasks").isEqualTo(tasks);
                assertThat(mesos.mesos().tasks(Framework.LOGSTASH))
                        .as("tasks that Mesos lists")
                        .containsExactlyInAnyOrderElementsOf(tasks.values());
                assertThat(processes()).as("processes of Logstash").isEqualTo(processes);
            } finally {
                KeptLogs.keep(folder, "logstash", "PipelinesIT");
            }
        }
    }

    private void onesThatAllTakeRunEverywhere() throws IOException {
        assertAllRun(Map.of());
        JsonNode rollout = put("own", OWN).expect(202).json();
        assertThat(rollout.path("stage").asString()).isEqualTo("VALIDATING");
        assertThat(rollout.path("fingerprint").asString()).isEqualTo(Pipelines.fingerprint(Map.of("own", OWN)));
        assertThat(put("other", OWN).expect(409).body()).contains("rollout-under-way");
        awaitRollout("DONE");
        assertAllRun(Map.of("own", OWN));
    }

    private void onesThatLogstashWouldNotTakeReachNobody() throws IOException {
        Map<String, Map<String, String>> before = instances();
        put("bad", UNKNOWN_PLUGIN).expect(202);
        assertThat(awaitRollout("REFUSED").path("sentence").asString())
                .startsWith("pipeline bad: ")
                .contains("Couldn't find any filter plugin named 'frobnicate'");
        assertAllRun(Map.of("own", OWN));
        assertThat(instances()).as("pipelines, by when they were loaded").isEqualTo(before);
    }

    private void onesThatOneAgentDoesNotRunAreTakenBackFromThoseThatDid() throws IOException {
        Map<String, Map<String, String>> before = instances();
        String lacking = Members.in(logstash.status(), "ls-1")
                .orElseThrow()
                .path("agent")
                .asString();
        StandInLogstash.switches(home, "lacking = " + lacking + " filter truncate");
        put("own", TRUNCATES).expect(202);
        assertThat(awaitRollout("ROLLED_BACK").path("sentence").asString())
                .startsWith("ls-1 on agent ")
                .contains("Couldn't find any filter plugin named 'truncate'");
        assertAllRun(Map.of("own", OWN));
        Map<String, Map<String, String>> now = instances();
        assertThat(now.get("ls-0")).as("has run them").isNotEqualTo(before.get("ls-0"));
        assertThat(now.get("ls-2")).as("was not to run them yet").isEqualTo(before.get("ls-2"));
        logstash.awaitCovered(AGENTS);
    }

    /** The agents share a host here: the first has the port, and the next finds it taken. */
    private void onesWhosePortIsTakenAreTakenBack() throws IOException {
        int port = freePort();
        String input = "tcp { host => \"127.0.0.1\" port => " + port + " }";
        put("own", text(input, "")).expect(202);
        assertThat(awaitRollout("ROLLED_BACK").path("sentence").asString())
                .matches("ls-[012] on agent .*")
                .contains("pipeline own: Address already in use: another process has port " + port);
        assertAllRun(Map.of("own", OWN));
        assertThat(isFree(port)).as("port " + port + " is free again").isTrue();
        logstash.awaitCovered(AGENTS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private void aSchedulerThatIsKilledWhileTheDefaultPipelineComesBackIsFollowedByOneThatGoesOn() throws IOException {
        String byDefault = Pipelines.fingerprint(Map.of());
        Rest.send("DELETE", logstash.schedulers().api() + "/v1/pipelines/own", null)
                .expect(202);
        Await.often(
                "some agents run the default pipeline, and not all", Duration.ofSeconds(30), this::pipelines, seen -> {
                    long have = seen.path("members")
                            .valueStream()
                            .filter(member ->
                                    member.path("running").asString("").equals(byDefault))
                            .count();
                    return have > 0 && have < AGENTS;
                });
        logstash.schedulers().program(0).kill();
        logstash.startScheduler(0);
        awaitRollout("DONE");
        assertAllRun(Map.of());
    }

    private Rest.Answer put(String name, String text) throws IOException {
        return Rest.put(logstash.schedulers().api() + "/v1/pipelines/" + name, text);
    }

    private JsonNode pipelines() throws IOException {
        return logstash.schedulers().ask("/v1/pipelines");
    }

    private JsonNode awaitRollout(String stage) {
        return Await.until(
                        "the rollout is " + stage,
                        Duration.ofMinutes(2),
                        this::pipelines,
                        seen -> seen.at("/rollout/stage").asString().equals(stage))
                .path("rollout");
    }

    /** As the framework says, as each executor says, and as each Logstash itself says. */
    private void assertAllRun(Map<String, String> texts) throws IOException {
        String fingerprint = Pipelines.fingerprint(texts);
        // Not at once: other endpoints of Elasticsearch have all pipelines loaded anew.
        JsonNode told = Await.until(
                "all say that they run " + fingerprint,
                Duration.ofSeconds(60),
                this::pipelines,
                seen -> seen.path("members").size() == AGENTS
                        && seen.path("members")
                                .valueStream()
                                .allMatch(member ->
                                        member.path("running").asString("").equals(fingerprint)
                                                && member.path("refused").isNull()));
        assertThat(told.path("fingerprint").asString()).as("of " + told).isEqualTo(fingerprint);
        for (String member : MEMBERS) {
            Await.until(
                    "the texts that " + member + " runs",
                    Duration.ofSeconds(60),
                    () -> logstash.schedulers().ask("/v1/members/" + member + "/pipelines"),
                    seen -> seen.equals(Json.mapper().valueToTree(texts)));
            LogstashProcess process = logstash.logstashOf(member);
            Map<String, String> files = process.files();
            if (texts.isEmpty()) {
                assertThat(files).as("files of " + member).hasSize(1).doesNotContainKey("own");
            } else {
                assertThat(files).as("files of " + member).isEqualTo(withEndpoints(texts));
            }
            assertThat(process.running())
                    .as("what Logstash of " + member + " runs")
                    .containsOnlyKeys(files.keySet());
        }
    }

    private Map<String, String> withEndpoints(Map<String, String> texts) {
        Map<String, String> rendered = new TreeMap<>();
        texts.forEach((name, text) -> rendered.put(
                name, text.replace("${ELASTICSEARCH_HOSTS}", "\"" + String.join("\", \"", mesos.endpoints()) + "\"")));
        return rendered;
    }

    /** Of each member's Logstash: its pipelines, and the load that each of them is from. */
    private Map<String, Map<String, String>> instances() throws IOException {
        Map<String, Map<String, String>> instances = new TreeMap<>();
        for (String member : MEMBERS) {
            instances.put(member, logstash.logstashOf(member).running());
        }
        return instances;
    }

    private Map<String, Long> processes() {
        Map<String, Long> processes = new TreeMap<>();
        MEMBERS.forEach(
                member -> processes.put(member, logstash.logstashOf(member).pid()));
        return processes;
    }
}
