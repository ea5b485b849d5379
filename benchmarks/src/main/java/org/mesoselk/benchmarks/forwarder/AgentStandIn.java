package org.mesoselk.benchmarks.forwarder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;

/** As much of an agent as one executor needs to be given its task and to be told of endpoints. */
final class AgentStandIn implements AutoCloseable {

    static final String AGENT_ID = "bench-S0";

    private static final String STATE = """
            {"frameworks": [{"id": "FW", "name": "bench", "executors": [
              {"id": "writer", "container": "c-1", "tasks": [{"id": "writer", "name": "writer"}]}]}]}
            """;

    private final HttpServer server;
    private final LogstashTask task;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch running = new CountDownLatch(1);
    private OutputStream stream = OutputStream.nullOutputStream();

    AgentStandIn(LogstashTask task) throws IOException {
        this.task = task;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/executor", this::answer);
        server.createContext("/state", exchange -> {
            byte[] body = STATE.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void awaitRunning() throws InterruptedException {
        if (!running.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the executor has not said TASK_RUNNING within 60 s");
        }
    }

    void message(byte[] data) throws IOException {
        send(Event.newBuilder()
                .setType(Event.Type.MESSAGE)
                .setMessage(Event.Message.newBuilder().setData(ByteString.copyFrom(data)))
                .build());
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = Call.parseFrom(exchange.getRequestBody().readAllBytes());
        if (call.getType() == Call.Type.SUBSCRIBE) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, 0);
            synchronized (this) {
                stream = exchange.getResponseBody();
            }
            AgentID agent = AgentID.newBuilder().setValue(AGENT_ID).build();
            send(subscribed(call, agent));
            send(Event.newBuilder()
                    .setType(Event.Type.LAUNCH)
                    .setLaunch(Event.Launch.newBuilder()
                            .setTask(TaskInfo.newBuilder()
                                    .setName("logstash")
                                    .setTaskId(TaskID.newBuilder().setValue("logstash.1"))
                                    .setAgentId(agent)
                                    .setData(ByteString.copyFrom(Json.bytes(task)))))
                    .build());
            return;
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
        if (call.getType() == Call.Type.UPDATE) {
            TaskStatus status = call.getUpdate().getStatus();
            if (status.getState() == TaskState.TASK_RUNNING) {
                running.countDown();
            }
            send(Event.newBuilder()
                    .setType(Event.Type.ACKNOWLEDGED)
                    .setAcknowledged(Event.Acknowledged.newBuilder()
                            .setTaskId(status.getTaskId())
                            .setUuid(status.getUuid()))
                    .build());
        }
    }

    private static Event subscribed(Call call, AgentID agent) {
        return Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setExecutorInfo(ExecutorInfo.newBuilder()
                                .setExecutorId(ExecutorID.newBuilder()
                                        .setValue(call.getExecutorId().getValue())))
                        .setFrameworkInfo(FrameworkInfo.newBuilder()
                                .setUser("root")
                                .setName("logstash")
                                .setId(FrameworkID.newBuilder().setValue("F")))
                        .setAgentInfo(
                                AgentInfo.newBuilder().setHostname("bench").setId(agent)))
                .build();
    }

    private synchronized void send(Event event) throws IOException {
        byte[] bytes = event.toByteArray();
        stream.write((bytes.length + "\n").getBytes(US_ASCII));
        stream.write(bytes);
        stream.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
