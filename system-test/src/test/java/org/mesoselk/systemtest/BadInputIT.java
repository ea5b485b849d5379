package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of a user: one clear sentence, nothing lost, nothing half-done, no stack trace. */
class BadInputIT {

    private static final String BASE = "/mesos-elk/elasticsearch/elasticsearch";

    @TempDir
    Path folder;

    @BeforeEach
    void watch() {
        LeakCheck.watch(folder);
    }

    @Test
    void everyFaultOfACommandLineIsNamedInOneMessage() {
        Program scheduler = scheduler("--zookeeper", "nonsense", "--nodes", "-1", "--memory", "lots", "--heap", "64");
        assertThat(scheduler.exitCode()).isEqualTo(2);
        assertThat(scheduler.output())
                .contains("--zookeeper", "nonsense", "--nodes", "-1", "--memory", "lots", "--mesos-master")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownOptionStopsTheStart() {
        Program scheduler = scheduler("--zookeper", "zk://127.0.0.1:1");
        assertThat(scheduler.exitCode()).isEqualTo(2);
        assertThat(scheduler.output()).contains("--zookeper").doesNotContain("\tat ");
    }

    @Test
    void anUnknownEnvironmentVariableStopsTheStart() {
        Program scheduler = Program.java(
                "scheduler",
                folder.resolve("scheduler.log"),
                Map.of("MESOS_ELK_NODS", "3"),
                arguments(valid("127.0.0.1:1")));
        assertThat(scheduler.exitCode()).isEqualTo(2);
        assertThat(scheduler.output()).contains("MESOS_ELK_NODS").doesNotContain("\tat ");
    }

    @Test
    void anUnreachableZooKeeperIsSaidAndTheStartGivesUp() {
        Program scheduler = scheduler(valid("127.0.0.1:1"));
        assertThat(scheduler.exitCode()).isEqualTo(1);
        assertThat(scheduler.output())
                .contains("127.0.0.1:1")
                .containsIgnoringCase("zookeeper")
                .doesNotContain("\tat ");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (TestingServer zooKeeper = new TestingServer();
                ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            List<String> options = new ArrayList<>(List.of(valid(zooKeeper.getConnectString())));
            options.addAll(List.of("--api-port", Integer.toString(taken.getLocalPort())));
            Program scheduler = scheduler(options.toArray(String[]::new));
            assertThat(scheduler.exitCode()).isNotZero();
            assertThat(scheduler.output())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aCorruptRecordIsNamedAndLeftAsItIs() throws Exception {
        try (Installation mesos = Installation.in(folder)
                        .agent("cpus:1;mem:10;disk:10", "")
                        .scheduler("--nodes", "3")
                        .start();
                CuratorFramework curator = curator(mesos.zooKeeper())) {
            Await.until(
                    "three members",
                    Duration.ofMinutes(1),
                    mesos::status,
                    seen -> seen.path("members").size() == 3);
            mesos.scheduler().terminate();
            for (String record : List.of("spec", "cluster", "framework", "members/es-default-1")) {
                byte[] good = curator.getData().forPath(BASE + "/" + record);
                byte[] corrupt = Arrays.copyOf(good, good.length / 2);
                curator.setData().forPath(BASE + "/" + record, corrupt);
                Program scheduler = mesos.launchScheduler();
                assertThat(scheduler.exitCode()).isEqualTo(1);
                assertThat(scheduler.output()).contains(BASE + "/" + record).doesNotContain("\tat ");
                assertThat(curator.getData().forPath(BASE + "/" + record)).isEqualTo(corrupt);
                curator.setData().forPath(BASE + "/" + record, good);
            }
            mesos.startScheduler();
            assertThat(mesos.status().path("wanted").asInt()).isEqualTo(3);
        }
    }

    @Test
    void theApiAnswersMistakesWithProblemsAndChangesNothing() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agent("cpus:1;mem:10;disk:10", "")
                .scheduler("--nodes", "3")
                .start()) {
            for (String body : List.of("{\"value\": ", "\"many\"", "{\"value\": 2.5}", "{}", "")) {
                assertProblem(Rest.put(mesos.api() + "/v1/cluster/elasticsearchNodes", body), body);
            }
            for (int count : List.of(-1, 0, 50)) {
                assertProblem(mesos.scale(count, "?confirm=true"), Integer.toString(count));
            }
            assertThat(mesos.scale(1, "").status()).as("far below, unconfirmed").isEqualTo(409);
            assertThat(Rest.get(mesos.api() + "/v1/nowhere").status()).isEqualTo(404);
            assertThat(mesos.status().path("wanted").asInt()).isEqualTo(3);
        }
    }

    @Test
    void aFullDiskAtAnAgentIsSaidByNameAndNothingIsHalfDone() throws Exception {
        SmallDisk.assumeAvailable();
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), 8);
                Installation mesos = Installation.in(folder)
                        .agents(1)
                        .elasticsearch()
                        .scheduler("--nodes", "1", "--data-dir", disk.path().toString())
                        .start()) {
            Await.until(
                    "a wait or failure that names the disk",
                    Duration.ofMinutes(2),
                    () -> Rest.get(mesos.api() + "/v1/members").expect(200).body(),
                    seen -> seen.contains(disk.path().toString()) && seen.contains("free"));
            assertThat(Processes.under(folder))
                    .as("Elasticsearch processes")
                    .noneMatch(found -> found.isElasticsearchOf("es-default-0"));
        }
    }

    private static void assertProblem(Rest.Answer answer, String input) {
        assertThat(answer.status())
                .as("status for %s: %s", input, answer.body())
                .isBetween(400, 499);
        assertThat(answer.json().path("detail").asString(""))
                .as("sentence for %s", input)
                .isNotBlank();
        assertThat(answer.body()).doesNotContain("\\tat ", "Exception");
    }

    private static CuratorFramework curator(ZooKeeper zooKeeper) {
        CuratorFramework curator = CuratorFrameworkFactory.newClient(zooKeeper.connectString(), new RetryOneTime(100));
        curator.start();
        return curator;
    }

    private static String[] valid(String zooKeeper) {
        return new String[] {
            "--zookeeper",
            "zk://" + zooKeeper,
            "--mesos-master",
            "zk://" + zooKeeper + "/mesos",
            "--elasticsearch-home",
            "/opt/elasticsearch",
            "--executor-jar",
            Artifacts.jar("executor-elasticsearch").toString()
        };
    }

    private static List<String> arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1", "-jar", Artifacts.jar("scheduler").toString(), "elasticsearch"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private Program scheduler(String... options) {
        return Program.java("scheduler", folder.resolve("scheduler.log"), Map.of(), arguments(options));
    }
}
