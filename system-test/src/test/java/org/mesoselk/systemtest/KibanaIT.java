package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Kibana with a real Elasticsearch of its line, in the way of a newcomer who has neither. */
class KibanaIT {

    /** As the README shows it, when it is copied from there to docs/images. */
    private static final Path PICTURES = Path.of("target", "kibana");

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private ElkHome home;
    private ElkKibana instances;
    private Chromium browser;

    @BeforeEach
    void whatItTakes() throws IOException {
        LeakCheck.watch(folder);
        browser = Chromium.orSkip(folder);
        Distributions.kibana5OrSkip();
        home = ElkHome.in(folder);
        instances = new ElkKibana(home, folder);
        Files.createDirectories(PICTURES);
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        if (home == null) {
            return;
        }
        KeptLogs.keep(home.home(), "kibana", "logs");
        home.run("down --wipe --yes").expect(0);
        assertThat(Processes.under(folder)).as("processes left behind").isEmpty();
    }

    @Test
    void aNewcomerSeesTheLogsOfTasksInDiscoverAndKibanaStaysThereWhateverHappens() throws Exception {
        String said = home.run("up --stack 5 --separate --agents 3"
                        + " --set-mesos agent-ping-timeout=2secs --set-mesos max-agent-ping-timeouts=2")
                .expect(0)
                .output();
        String kibana = instances.endpoints().get(0);
        assertThat(said)
                .contains("Kibana is green: 1 of 1 instances are ready.")
                .contains("  Kibana          " + kibana);
        assertThat(ElkKibana.state(kibana)).isEqualTo("green");

        discoverShowsLinesOfTasks(kibana);
        aScaleUpIsSpreadAndADeadProcessHeals();
        anInstanceWhoseHostIsLostIsReplacedElsewhere();
        aScaleDownIsDoneAtOnce();
        anElasticsearchThatComesBackIsFoundByTheSameProcess();
        otherSettingsReachARunningInstance();
        aBadSettingIsToldWithTheTask();
    }

    private void discoverShowsLinesOfTasks(String kibana) {
        Path pictures = PICTURES.toAbsolutePath();
        Await.until(
                "lines of a task in Discover, as whoever opens Kibana sees it",
                SOON,
                () -> browser.open(kibana + "/app/kibana", pictures.resolve("newcomer.png")),
                document -> document.contains("mesos-logs-*") && document.contains("kibana-default-0"));
        String asked = kibana + "/app/kibana#/discover?_g=(time:(from:now-1h,mode:quick,to:now))"
                + "&_a=(columns:!(mesos.task.name,message),index:'mesos-logs-*',"
                + "query:(query_string:(query:'message:(TASK_RUNNING%20OR%20TASK_STARTING)')))";
        Await.until(
                "the line by which Elasticsearch's task says that it runs",
                SOON,
                () -> browser.open(asked, pictures.resolve("discover.png")),
                document -> document.contains("es-default-0") && document.contains("TASK_RUNNING</mark>"));
    }

    private void aScaleUpIsSpreadAndADeadProcessHeals() throws IOException {
        home.run("scale kibana 3 --wait --timeout 3m").expect(0);
        List<String> three = instances.endpoints();
        assertThat(three).hasSize(3);
        for (String endpoint : three) {
            assertThat(ElkKibana.state(endpoint)).as(endpoint).isEqualTo("green");
        }
        Set<String> agents = new HashSet<>();
        instances.members().forEach(member -> agents.add(member.path("agent").asString()));
        assertThat(agents).as("agents").hasSize(3);

        String before = instances.task("kibana-default-1");
        Signals.send("KILL", instances.process("kibana-default-1"));
        Await.until(
                "another task of kibana-default-1, ready",
                SOON,
                () -> home.framework("kibana"),
                seen -> seen.path("ready").asInt() == 3
                        && !ElkKibana.find(seen, "kibana-default-1")
                                .path("task")
                                .asString("")
                                .equals(before));
    }

    /** Elasticsearch's only node stays where it is. */
    private void anInstanceWhoseHostIsLostIsReplacedElsewhere() throws IOException {
        String elsewhere =
                home.framework("elasticsearch").at("/members/0/agent").asString();
        JsonNode lost = instances.members().stream()
                .filter(member -> !member.path("agent").asString().equals(elsewhere))
                .findFirst()
                .orElseThrow();
        String name = lost.path("name").asString();
        String agent = lost.path("agent").asString();
        loseHost(agent);
        Await.until(
                name + " is ready on another agent than " + agent,
                SOON,
                () -> home.framework("kibana"),
                seen -> seen.path("ready").asInt() == 3
                        && !ElkKibana.find(seen, name)
                                .path("agent")
                                .asString("")
                                .equals(agent));
    }

    private void loseHost(String agent) throws IOException {
        Path workDir = agentWorkDir(agent);
        Signals.send("KILL", home.pid(workDir.getFileName().toString()));
        Processes.under(workDir).forEach(found -> Signals.sendIfAlive("KILL", found.pid()));
    }

    /** By the id that the agent keeps below its work directory. */
    private Path agentWorkDir(String agent) throws IOException {
        try (var folders = Files.list(home.home().resolve("mesos"))) {
            return folders.filter(it -> Files.isDirectory(it.resolve("slaves").resolve(agent)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no work directory of " + agent));
        }
    }

    private void aScaleDownIsDoneAtOnce() throws IOException {
        home.run("scale kibana 1 --wait --timeout 2m").expect(0);
        assertThat(instances.endpoints()).hasSize(1);
        assertThat(instances.members()).hasSize(1);
    }

    /** Kibana 5 shows a page that says so while Elasticsearch is away; it is not restarted for it. */
    private void anElasticsearchThatComesBackIsFoundByTheSameProcess() throws Exception {
        String kibana = instances.endpoints().get(0);
        String member = instances.members().get(0).path("name").asString();
        long process = instances.process(member);
        String node = home.framework("elasticsearch").at("/endpoints/0").asString();
        try (Poller poller = Poller.of(kibana + "/api/status")) {
            Processes.under(folder).stream()
                    .filter(found -> found.text().contains("org.elasticsearch.bootstrap.Elasticsearch"))
                    .forEach(found -> Signals.sendIfAlive("KILL", found.pid()));
            Await.until(
                    "Elasticsearch again, at another address or the same",
                    SOON,
                    () -> home.framework("elasticsearch"),
                    seen -> seen.path("ready").asInt() == 1
                            && !seen.at("/members/0/task").asString().isEmpty()
                            && !seen.at("/endpoints/0").asString(node).isEmpty());
            Await.until("Kibana that is green by itself", SOON, () -> ElkKibana.state(kibana), "green"::equals);
            assertThat(poller.failures())
                    .as("requests that the client could not make")
                    .isEmpty();
        }
        assertThat(instances.process(member)).as("the same process").isEqualTo(process);
    }

    /** Not a base path: Kibana 5 makes its bundles anew for each, which takes minutes and a tree that it may write to. */
    private void otherSettingsReachARunningInstance() throws IOException {
        JsonNode before = instances.members().get(0);
        String name = before.path("name").asString();
        instances
                .restartSchedulerWith("--set-kibana kibana-setting=server.maxPayloadBytes=2000000", "")
                .expect(0);
        Await.until(
                "another task of " + name + ", ready",
                SOON,
                () -> home.framework("kibana"),
                seen -> seen.path("ready").asInt() == 1
                        && !ElkKibana.find(seen, name)
                                .path("task")
                                .asString("")
                                .equals(before.path("task").asString()));
    }

    /** What Kibana 5 does not know it ignores; this it knows, and wants true or false. */
    private void aBadSettingIsToldWithTheTask() throws IOException {
        // It waits for what does not come; how it ends depends on whether the old instance was still seen.
        instances.restartSchedulerWith("--set-kibana kibana-setting=logging.quiet=perhaps", "--timeout 20s");
        JsonNode told = Await.often(
                "the setting in a wait, and a member that has failed more than once and is not tried again at once",
                SOON,
                () -> home.framework("kibana"),
                seen -> seen.path("waits").toString().contains("must be a boolean")
                        && seen.at("/members/0/failures").asInt() > 1
                        && !seen.at("/members/0/notBefore").asString("").isEmpty());
        assertThat(told.path("waits").toString()).doesNotContain("Exception");
    }
}
