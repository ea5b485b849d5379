package org.mesoselk.executor.kibana;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.KibanaTask;

/** As much of an agent as one executor with one task needs: its v1 executor API. */
final class FakeAgent implements AutoCloseable {

    static final String AGENT_ID = "agent-1-S0";
    private static final TaskID TASK = TaskID.newBuilder().setValue("kibana.1").build();

    private final HttpServer server;
    private final TaskInfo task;
    private final List<TaskStatus> updates = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private OutputStream stream;

    FakeAgent(KibanaTask task) throws IOException {
        this.task = TaskInfo.newBuilder()
                .setName("kibana")
                .setTaskId(TASK)
                .setAgentId(AgentID.newBuilder().setValue(AGENT_ID))
                .setData(ByteString.copyFrom(Json.bytes(task)))
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "fake-agent");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/api/v1/executor", this::handle);
        server.start();
    }

    String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<TaskStatus> updates() {
        return List.copyOf(updates);
    }

    void kill() throws IOException {
        send(Event.newBuilder()
                .setType(Event.Type.KILL)
                .setKill(Event.Kill.newBuilder().setTaskId(TASK))
                .build());
    }

    void message(byte[] data) throws IOException {
        send(Event.newBuilder()
                .setType(Event.Type.MESSAGE)
                .setMessage(Event.Message.newBuilder().setData(ByteString.copyFrom(data)))
                .build());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = Call.parseFrom(exchange.getRequestBody().readAllBytes());
        if (call.getType() == Call.Type.SUBSCRIBE) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, 0);
            synchronized (lock) {
                stream = exchange.getResponseBody();
            }
            send(subscribed(call));
            send(Event.newBuilder()
                    .setType(Event.Type.LAUNCH)
                    .setLaunch(Event.Launch.newBuilder().setTask(task))
                    .build());
            return;
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
        if (call.getType() == Call.Type.UPDATE) {
            TaskStatus status = call.getUpdate().getStatus();
            updates.add(status);
            send(Event.newBuilder()
                    .setType(Event.Type.ACKNOWLEDGED)
                    .setAcknowledged(Event.Acknowledged.newBuilder()
                            .setTaskId(status.getTaskId())
                            .setUuid(status.getUuid()))
                    .build());
        }
    }

    private static Event subscribed(Call call) {
        return Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setExecutorInfo(ExecutorInfo.newBuilder()
                                .setExecutorId(ExecutorID.newBuilder()
                                        .setValue(call.getExecutorId().getValue()))
                                .setFrameworkId(call.getFrameworkId()))
                        .setFrameworkInfo(FrameworkInfo.newBuilder()
                                .setUser("root")
                                .setName("kibana")
                                .setId(FrameworkID.newBuilder().setValue("F"))
                                .addCapabilities(FrameworkInfo.Capability.newBuilder()
                                        .setType(FrameworkInfo.Capability.Type.TASK_KILLING_STATE)))
                        .setAgentInfo(AgentInfo.newBuilder()
                                .setHostname("host-1")
                                .setId(AgentID.newBuilder().setValue(AGENT_ID))))
                .build();
    }

    private void send(AbstractMessageLite<?, ?> event) throws IOException {
        synchronized (lock) {
            byte[] bytes = event.toByteArray();
            stream.write((bytes.length + "\n").getBytes(US_ASCII));
            stream.write(bytes);
            stream.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
