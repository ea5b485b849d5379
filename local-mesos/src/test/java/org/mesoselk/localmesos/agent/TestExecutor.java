package org.mesoselk.localmesos.agent;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.awaitility.Awaitility;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.commons.mesos.ExecutorEnvironment;
import org.mesoselk.commons.mesos.ExecutorListener;
import org.mesoselk.commons.mesos.MesosExecutorClient;

/** The API half of an executor, in this JVM; its process is whatever the task's executor command runs. */
final class TestExecutor implements ExecutorListener, AutoCloseable {

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final ExecutorClient client;

    private TestExecutor(ExecutorEnvironment environment) {
        client = new MesosExecutorClient(environment, this);
    }

    static TestExecutor subscribe(String agentUrl, String id) {
        TestExecutor executor = new TestExecutor(new ExecutorEnvironment(
                URI.create(agentUrl + "/api/v1/executor"),
                Tasks.FRAMEWORK.getValue(),
                id,
                true,
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                Optional.empty()));
        executor.client.start();
        return executor;
    }

    @Override
    public void event(Event event) {
        events.add(event);
    }

    @Override
    public void abandoned(String cause) {}

    void update(String task, TaskState state) {
        client.update(TaskStatus.newBuilder()
                .setTaskId(Tasks.id(task))
                .setState(state)
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .build());
    }

    void message(String text) {
        client.message(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    boolean acknowledged(Duration timeout) throws InterruptedException {
        return client.awaitAcknowledged(timeout);
    }

    Event await(Event.Type type) {
        return await(type, 1);
    }

    /** The {@code count}th event of this type. */
    Event await(Event.Type type, int count) {
        Awaitility.await(type + " no. " + count).atMost(FakeMaster.PATIENCE).until(() -> of(type).size() >= count);
        return of(type).get(count - 1);
    }

    List<Event> of(Event.Type type) {
        return events.stream().filter(event -> event.getType() == type).toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
