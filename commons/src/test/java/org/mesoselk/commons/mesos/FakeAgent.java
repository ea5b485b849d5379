package org.mesoselk.commons.mesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;

/** An agent that takes every subscription and every call and acknowledges nothing, unless told otherwise. */
final class FakeAgent implements AutoCloseable {

    interface Answer {
        void give(Call call, RawServer.Connection connection) throws IOException;
    }

    final List<RawServer.Request> requests = new CopyOnWriteArrayList<>();
    final List<Call> subscribes = new CopyOnWriteArrayList<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    final List<RawServer.Connection> streams = new CopyOnWriteArrayList<>();
    volatile Answer onSubscribe = (call, connection) -> subscribe(connection);
    volatile Answer onCall = (call, connection) -> connection.answer(202, "");
    private final RawServer server;

    FakeAgent() throws IOException {
        this(() -> new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    FakeAgent(RawServer.Listen listen) throws IOException {
        server = new RawServer(listen, (request, connection) -> {
            requests.add(request);
            Call call = Call.parseFrom(request.body());
            if (call.getType() == Call.Type.SUBSCRIBE) {
                subscribes.add(call);
                onSubscribe.give(call, connection);
            } else {
                calls.add(call);
                onCall.give(call, connection);
            }
        });
    }

    void subscribe(RawServer.Connection connection) {
        connection.stream("not used");
        // Before the first event: who has seen that asks for the stream.
        streams.add(connection);
        connection.record(Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setAgentInfo(AgentInfo.newBuilder().setHostname("localhost"))
                        .setFrameworkInfo(
                                FrameworkInfo.newBuilder().setUser("u").setName("n"))
                        .setExecutorInfo(ExecutorInfo.newBuilder()
                                .setExecutorId(ExecutorID.newBuilder().setValue("x"))
                                .setCommand(CommandInfo.getDefaultInstance())))
                .build());
    }

    static Event launch(String task) {
        return Event.newBuilder()
                .setType(Event.Type.LAUNCH)
                .setLaunch(Event.Launch.newBuilder()
                        .setTask(TaskInfo.newBuilder()
                                .setName(task)
                                .setTaskId(TaskID.newBuilder().setValue(task))
                                .setAgentId(AgentID.newBuilder().setValue("a"))))
                .build();
    }

    static Event acknowledged(TaskStatus status) {
        return Event.newBuilder()
                .setType(Event.Type.ACKNOWLEDGED)
                .setAcknowledged(Event.Acknowledged.newBuilder()
                        .setTaskId(status.getTaskId())
                        .setUuid(status.getUuid()))
                .build();
    }

    RawServer.Connection lastStream() {
        return streams.get(streams.size() - 1);
    }

    /** The environment that it gives to executor {@code x}. */
    Map<String, String> environment(boolean checkpoint, String recoveryTimeout) {
        return Map.of(
                "MESOS_AGENT_ENDPOINT", server.hostPort(),
                "MESOS_FRAMEWORK_ID", "f",
                "MESOS_EXECUTOR_ID", "x",
                "MESOS_CHECKPOINT", checkpoint ? "1" : "0",
                "MESOS_RECOVERY_TIMEOUT", recoveryTimeout,
                "MESOS_SUBSCRIPTION_BACKOFF_MAX", "50ms",
                "MESOS_EXECUTOR_AUTHENTICATION_TOKEN", "secret-token");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
