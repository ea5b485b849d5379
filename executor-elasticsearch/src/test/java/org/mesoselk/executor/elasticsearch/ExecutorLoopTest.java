package org.mesoselk.executor.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.commons.elastic.SeedHosts;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.ProcessSpec;
import org.mesoselk.commons.process.StopOutcome;
import org.mesoselk.executor.elasticsearch.lifecycle.Signal;
import org.mesoselk.executor.elasticsearch.node.NodeApi;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

/** The whole executor with a fake agent connection, a fake process and a fake node. */
class ExecutorLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TaskID TASK = TaskID.newBuilder().setValue("es-0.1").build();

    @TempDir
    Path sandbox;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final MesosSide mesos = new MesosSide(Duration.ofSeconds(3), signals::add);
    private final FakeClient client = new FakeClient();
    private final FakeNode fake = new FakeNode();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private NodeSide node;
    private Thread loop;

    @BeforeEach
    void run() {
        node = new NodeSide(
                fake,
                new NodeSide.Pace(Duration.ofMillis(5), Duration.ofMillis(5)),
                InstantSource.system(),
                signals::add);
        loop = new Thread(() -> {
            try {
                exit.complete(new ExecutorLoop(signals, client, mesos, node, Duration.ofSeconds(1)).run());
            } catch (InterruptedException | RuntimeException e) {
                exit.completeExceptionally(e);
            }
        });
        loop.start();
    }

    @AfterEach
    void end() throws Exception {
        loop.interrupt();
        loop.join();
        node.close();
    }

    @Test
    void fromLaunchToKillMesosIsToldEachStep() throws Exception {
        subscribed(true);
        launch(Json.bytes(Tasks.PLAIN));
        fake.look = new NodeLook.Joined("A", "n1", "8.19.20");
        awaitState(TaskState.TASK_RUNNING);
        mesos.event(kill(9));

        assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(states())
                .containsExactly(
                        TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_KILLING, TaskState.TASK_KILLED);
        assertThat(fake.grace).contains(Duration.ofSeconds(9));
        TaskStatus running = client.updates.get(1);
        assertThat(running.getHealthy()).isTrue();
        assertThat(running.getAgentId().getValue()).isEqualTo("A");
        assertThat(Json.read(running.getData().toByteArray(), NodeReport.class).nodeId())
                .contains("n1");
    }

    @Test
    void killingIsNotToldToAFrameworkThatDoesNotKnowIt() throws Exception {
        subscribed(false);
        launch(Json.bytes(Tasks.PLAIN));
        fake.look = new NodeLook.Joined("A", "n1", "8.19.20");
        awaitState(TaskState.TASK_RUNNING);
        mesos.event(kill(9));

        assertThat(exit.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(states()).doesNotContain(TaskState.TASK_KILLING);
    }

    @Test
    void healthFollowsTheNode() {
        subscribed(true);
        launch(Json.bytes(Tasks.PLAIN));
        fake.look = new NodeLook.Joined("A", "n1", "8.19.20");
        awaitState(TaskState.TASK_RUNNING);
        fake.look = new NodeLook.Silent("connection refused");
        awaitUpdates(update -> update.hasHealthy() && !update.getHealthy());
        fake.look = new NodeLook.Joined("A", "n1", "8.19.20");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.updates.stream()
                                .filter(TaskStatus::hasHealthy)
                                .map(TaskStatus::getHealthy))
                        .containsExactly(true, false, true));
    }

    @Test
    void seedsOfAMessageReachTheFileAndOtherMessagesAreIgnored() throws Exception {
        subscribed(true);
        launch(Json.bytes(Tasks.PLAIN));
        await().atMost(PATIENCE).until(() -> fake.started);
        for (String odd : List.of("no json", "{}", "[]", "null", "{\"type\":\"new\"}", "{\"type\":\"seed-hosts\"}")) {
            message(odd.getBytes(StandardCharsets.UTF_8));
        }
        message(Json.bytes(SeedHosts.of(List.of("h:1", "h:2"))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.resolve("unicast_hosts.txt"))
                        .exists()
                        .hasContent("h:1\nh:2\n"));
    }

    @Test
    void aNodeThatEndsIsToldWithItsLastWordsAndWhatItLeftIsClearedAway() throws Exception {
        subscribed(true);
        launch(Json.bytes(Tasks.PLAIN));
        await().atMost(PATIENCE).until(() -> fake.started);
        Files.writeString(sandbox.resolve("out"), "ERROR: no room");
        fake.exit.complete(78);

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(client.updates.get(client.updates.size() - 1).getMessage())
                .isEqualTo("Elasticsearch ended by itself with exit code 78: ERROR: no room");
        assertThat(fake.grace).isPresent();
        assertThat(left()).as("no node has written anything").isEqualTo(HasData.NO);
    }

    @Test
    void aNodeThatEndsBeforeItRunsIsToldWithTheDataThatItLeaves() throws Exception {
        subscribed(true);
        launch(Json.bytes(Tasks.PLAIN));
        await().atMost(PATIENCE).until(() -> fake.started);
        Files.createDirectories(sandbox.resolve("data/indices/Ix1"));
        fake.exit.complete(137);

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(left()).isEqualTo(HasData.YES);
    }

    @Test
    void dataThatIsNoTaskFailsWithWhatIsWrong() throws Exception {
        subscribed(true);
        launch("{\"clusterName\": \"c\", \"httpPort\": 9200, \"transportPort\": 0, \"heapMb\": 1}"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(client.updates.get(0).getMessage())
                .contains("nodeName is missing", "transportPort is 0", "distribution is missing");
    }

    @Test
    void aPreparationThatFailsOrThrowsFailsTheTask() throws Exception {
        fake.preparation = Optional.empty();
        subscribed(true);
        launch(Json.bytes(Tasks.PLAIN));

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(client.updates.get(1).getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(client.updates.get(1).getMessage()).contains("disk on fire");
    }

    private HasData left() {
        TaskStatus last = client.updates.get(client.updates.size() - 1);
        return Json.read(last.getData().toByteArray(), NodeReport.class).data();
    }

    private static Event kill(int seconds) {
        return Event.newBuilder()
                .setType(Event.Type.KILL)
                .setKill(Event.Kill.newBuilder()
                        .setTaskId(TASK)
                        .setKillPolicy(KillPolicy.newBuilder()
                                .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(seconds * 1_000_000_000L))))
                .build();
    }

    private void subscribed(boolean killing) {
        FrameworkInfo.Builder framework =
                FrameworkInfo.newBuilder().setUser("root").setName("test");
        if (killing) {
            framework.addCapabilities(
                    FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.TASK_KILLING_STATE));
        }
        mesos.event(Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setExecutorInfo(ExecutorInfo.newBuilder()
                                .setExecutorId(ExecutorID.newBuilder().setValue("E")))
                        .setFrameworkInfo(framework)
                        .setAgentInfo(AgentInfo.newBuilder()
                                .setHostname("h")
                                .setId(AgentID.newBuilder().setValue("A"))))
                .build());
    }

    private void launch(byte[] data) {
        mesos.event(Event.newBuilder()
                .setType(Event.Type.LAUNCH)
                .setLaunch(Event.Launch.newBuilder()
                        .setTask(TaskInfo.newBuilder()
                                .setName("es-0")
                                .setTaskId(TASK)
                                .setAgentId(AgentID.newBuilder().setValue("A"))
                                .setData(ByteString.copyFrom(data))))
                .build());
    }

    private void message(byte[] data) {
        mesos.event(Event.newBuilder()
                .setType(Event.Type.MESSAGE)
                .setMessage(Event.Message.newBuilder().setData(ByteString.copyFrom(data)))
                .build());
    }

    private void awaitState(TaskState state) {
        awaitUpdates(update -> update.getState() == state);
    }

    private void awaitUpdates(Predicate<TaskStatus> wanted) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.updates).as("updates").anyMatch(wanted));
    }

    private List<TaskState> states() {
        return client.updates.stream().map(TaskStatus::getState).toList();
    }

    private static final class FakeClient implements ExecutorClient {

        private final List<TaskStatus> updates = new CopyOnWriteArrayList<>();

        @Override
        public void start() {}

        @Override
        public void update(TaskStatus status) {
            updates.add(status);
        }

        @Override
        public void message(byte[] data) {}

        @Override
        public boolean awaitAcknowledged(Duration timeout) {
            return true;
        }

        @Override
        public void close() {}
    }

    private final class FakeNode implements NodeSide.Tools, ChildProcess {

        private final CompletableFuture<Integer> exit = new CompletableFuture<>();
        private volatile NodeLook look = new NodeLook.Silent("connection refused");
        private volatile Optional<Duration> grace = Optional.empty();
        private volatile Optional<Preparation> preparation =
                Optional.of(new Preparation.Refused(List.of(), HasData.NO));
        private volatile boolean started;

        @Override
        public Preparation prepare(ElasticsearchTask task) throws IOException {
            if (preparation.isEmpty()) {
                throw new IOException("disk on fire");
            }
            Path out = sandbox.resolve("out");
            return new Preparation.Ready(
                    new PreparedNode(
                            new ProcessSpec(List.of("elasticsearch"), Map.of(), sandbox, out, out),
                            sandbox.resolve("unicast_hosts.txt"),
                            sandbox.resolve("data"),
                            Optional.empty()),
                    HasData.NO);
        }

        @Override
        public ChildProcess start(PreparedNode prepared) {
            started = true;
            return this;
        }

        @Override
        public NodeApi api(ElasticsearchTask task) {
            return () -> look;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return exit;
        }

        @Override
        public void noteDescendants() {}

        @Override
        public StopOutcome stop(Duration within) {
            grace = Optional.of(within);
            exit.complete(143);
            return new StopOutcome(143, List.of(), List.of());
        }
    }
}
