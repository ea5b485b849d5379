package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.mesos.v1.Protos.TaskState.TASK_RUNNING;
import static org.apache.mesos.v1.Protos.TaskState.TASK_STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MesosExecutorClientTest implements ExecutorListener {

    private static final Instant NOW = Instant.ofEpochMilli(1_795_253_611_500L);
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> abandonments = new CopyOnWriteArrayList<>();
    private FakeAgent agent;
    private Optional<MesosExecutorClient> client = Optional.empty();

    @Override
    public void event(Event event) {
        events.add(event);
    }

    @Override
    public void abandoned(String cause) {
        abandonments.add(cause);
    }

    @BeforeEach
    void startAgent() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() throws IOException {
        client.ifPresent(MesosExecutorClient::close);
        agent.close();
    }

    @Test
    void subscribesWithTheTokenAndIsToldOfEverythingButAcknowledgementsAndHeartbeats() throws IOException {
        List<Event> recorded = new Recording("executor").events(Event.getDefaultInstance());
        agent.onSubscribe = (call, connection) -> {
            connection.stream("none");
            agent.streams.add(connection);
            recorded.forEach(connection::record);
            connection.record(Event.newBuilder().setType(Event.Type.HEARTBEAT).build());
        };
        start(true, "15mins");

        List<Event> told = recorded.stream()
                .filter(event -> event.getType() != Event.Type.ACKNOWLEDGED)
                .toList();
        eventually(() -> assertThat(events).containsExactlyElementsOf(told));
        RawServer.Request request = agent.requests.get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /api/v1/executor");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/x-protobuf")
                .containsEntry("Authorization", "Bearer secret-token");
        assertThat(agent.subscribes.get(0).getFrameworkId().getValue()).isEqualTo("f");
        assertThat(agent.subscribes.get(0).getExecutorId().getValue()).isEqualTo("x");
    }

    @Test
    void updatesAreSentInOrderAndAwaitedUntilTheLastOneIsAcknowledged() throws Exception {
        MesosExecutorClient executor = subscribed();
        executor.update(status("t", TASK_STARTING));
        executor.update(status("t", TASK_RUNNING));
        executor.message("hello".getBytes(UTF_8));

        eventually(() -> assertThat(agent.calls)
                .extracting(Call::getType)
                .containsExactly(Call.Type.UPDATE, Call.Type.UPDATE, Call.Type.MESSAGE));
        assertThat(agent.calls.get(2).getMessage().getData().toStringUtf8()).isEqualTo("hello");
        List<TaskStatus> sent = statuses(agent.calls.subList(0, 2));
        assertThat(sent).extracting(TaskStatus::getState).containsExactly(TASK_STARTING, TASK_RUNNING);
        assertThat(sent).extracting(TaskStatus::getUuid).doesNotHaveDuplicates().allMatch(uuid -> uuid.size() == 16);
        assertThat(sent)
                .allMatch(status -> status.getSource() == TaskStatus.Source.SOURCE_EXECUTOR
                        && status.getTimestamp() == 1_795_253_611.5
                        && status.getExecutorId().getValue().equals("x"));

        agent.lastStream().record(FakeAgent.acknowledged(sent.get(0)));
        assertThat(executor.awaitAcknowledged(Duration.ofMillis(100))).isFalse();
        agent.lastStream().record(FakeAgent.acknowledged(sent.get(1)));
        assertThat(executor.awaitAcknowledged(SLACK)).isTrue();
    }

    @Test
    void aNewSubscriptionCarriesTheTasksAndUpdatesThatWereNotAcknowledged() throws Exception {
        MesosExecutorClient executor = subscribed();
        agent.lastStream().record(FakeAgent.launch("known"));
        agent.lastStream().record(FakeAgent.launch("unknown"));
        executor.update(status("known", TASK_STARTING));
        executor.update(status("known", TASK_RUNNING));
        eventually(() -> assertThat(agent.calls).hasSize(2));
        eventually(() -> assertThat(events).hasSize(3));
        List<TaskStatus> sent = statuses(agent.calls);
        agent.lastStream().record(FakeAgent.acknowledged(sent.get(0)));
        agent.lastStream().record(FakeAgent.launch("last"));
        eventually(() -> assertThat(events).hasSize(4));
        agent.lastStream().fin();

        eventually(() -> assertThat(agent.subscribes).hasSize(2));
        Call.Subscribe again = agent.subscribes.get(1).getSubscribe();
        assertThat(again.getUnacknowledgedTasksList())
                .extracting(TaskInfo::getName)
                .containsExactly("unknown", "last");
        assertThat(again.getUnacknowledgedUpdatesList())
                .extracting(Call.Update::getStatus)
                .containsExactly(sent.get(1));
        assertThat(abandonments).isEmpty();
    }

    @Test
    void anUpdateMadeWhileTheAgentIsAwayGoesWithTheNextSubscription() throws Exception {
        MesosExecutorClient executor = subscribed();
        agent.onSubscribe = (call, connection) -> {
            if (call.getSubscribe().getUnacknowledgedUpdatesCount() == 0) {
                connection.answer(503, "Agent has not finished recovery");
            } else {
                agent.subscribe(connection);
            }
        };
        agent.lastStream().fin();
        eventually(() -> assertThat(agent.subscribes).hasSizeGreaterThan(5));
        executor.update(status("t", TASK_RUNNING));
        eventually(() -> assertThat(agent.streams).hasSize(2));
        executor.update(status("t", TaskState.TASK_KILLED));

        eventually(() -> assertThat(agent.calls).hasSize(1));
        assertThat(statuses(agent.calls)).extracting(TaskStatus::getState).containsExactly(TaskState.TASK_KILLED);
        assertThat(abandonments).isEmpty();
    }

    @Test
    void whenTheAgentStaysAwayBeyondTheRecoveryTimeoutTheExecutorIsAbandonedOnce() throws IOException {
        start(true, "500ms");
        eventually(() -> assertThat(events).hasSize(1));
        agent.close();

        eventually(() -> assertThat(abandonments).hasSize(1));
        assertThat(abandonments.get(0))
                .startsWith("No subscription at http://127.0.0.1:")
                .endsWith("connection refused");
    }

    @Test
    void withoutCheckpointingTheExecutorIsAbandonedAtOnce() {
        start(false, "15mins");
        eventually(() -> assertThat(events).hasSize(1));
        agent.lastStream().fin();

        eventually(() -> assertThat(abandonments).hasSize(1));
        assertThat(agent.subscribes).hasSize(1);
    }

    @Test
    void anAgentThatDoesNotKnowTheExecutorAnyMoreAbandonsItLongBeforeTheRecoveryTimeout() throws IOException {
        start(true, "15mins");
        eventually(() -> assertThat(events).hasSize(1));
        agent.onSubscribe = (call, connection) -> connection.answer(400, "Executor cannot be found");
        agent.lastStream().fin();

        eventually(() -> assertThat(abandonments).hasSize(1));
        assertThat(abandonments.get(0)).endsWith("refused the subscription: 400 Executor cannot be found");
        assertThat(agent.subscribes).hasSize(4);
    }

    @Test
    void anAgentThatHasNotSetUpItsRoutesYetIsWaitedFor() throws IOException {
        start(true, "15mins");
        eventually(() -> assertThat(events).hasSize(1));
        agent.onSubscribe = (call, connection) -> {
            if (agent.subscribes.size() < 8) {
                connection.answer(404, "");
            } else {
                agent.subscribe(connection);
            }
        };
        agent.lastStream().fin();

        eventually(() -> assertThat(agent.streams).hasSize(2));
        assertThat(abandonments).isEmpty();
    }

    @Test
    void aCallThatCannotBeDeliveredShowsThatTheStreamIsDead() {
        MesosExecutorClient executor = subscribed();
        agent.onCall = (call, connection) -> connection.fin();
        executor.update(status("t", TASK_RUNNING));

        eventually(() -> assertThat(agent.subscribes).hasSize(2));
        assertThat(agent.subscribes.get(1).getSubscribe().getUnacknowledgedUpdatesCount())
                .isEqualTo(1);
    }

    @Test
    void anUpdateThatTheAgentWillNeverTakeIsNotWaitedFor() throws Exception {
        agent.onCall = (call, connection) -> connection.answer(400, "Failed to validate Executor::Call");
        MesosExecutorClient executor = subscribed();
        executor.update(status("t", TASK_RUNNING));

        assertThat(executor.awaitAcknowledged(SLACK)).isTrue();
        assertThat(agent.subscribes).hasSize(1);
    }

    @Test
    void closingEndsTheThreadsAndTellsNothing() {
        MesosExecutorClient executor = subscribed();
        RawServer.Connection stream = agent.lastStream();
        executor.close();

        eventually(() -> assertThat(stream.isHungUp()).isTrue());
        eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("mesos-executor")));
        assertThat(abandonments).isEmpty();
    }

    private MesosExecutorClient start(boolean checkpoint, String recoveryTimeout) {
        ExecutorEnvironment environment = ExecutorEnvironment.parse(agent.environment(checkpoint, recoveryTimeout));
        MesosExecutorClient started =
                new MesosExecutorClient(environment, this, new Random(7), InstantSource.fixed(NOW));
        client = Optional.of(started);
        started.start();
        return started;
    }

    private MesosExecutorClient subscribed() {
        MesosExecutorClient executor = start(true, "15mins");
        eventually(() -> assertThat(events).hasSize(1));
        return executor;
    }

    private static TaskStatus status(String task, TaskState state) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(state)
                .build();
    }

    private static List<TaskStatus> statuses(List<Call> calls) {
        return calls.stream().map(call -> call.getUpdate().getStatus()).toList();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(SLACK).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
    }
}
