package org.mesoselk.benchmarks.failover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.mesos.RecordIo;

/** As much of a Mesos master as a scheduler needs to subscribe and reconcile: every task runs. */
final class MasterStandIn implements AutoCloseable {

    private static final double HEARTBEAT_SECONDS = 15;

    private final String frameworkId;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Subscription current = new Subscription("", OutputStream.nullOutputStream());

    private record Subscription(String id, OutputStream stream) {}

    MasterStandIn(String frameworkId) throws IOException {
        this.frameworkId = frameworkId;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/scheduler", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = Call.parseFrom(exchange.getRequestBody().readAllBytes());
        if (call.getType() == Call.Type.SUBSCRIBE) {
            subscribe(exchange);
            return;
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
        if (call.getType() == Call.Type.RECONCILE) {
            reconcile(call.getReconcile());
        }
    }

    /** The stream stays open; who asks last has the subscription. */
    private synchronized void subscribe(HttpExchange exchange) throws IOException {
        String id = UUID.randomUUID().toString();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.getResponseHeaders().set("Mesos-Stream-Id", id);
        exchange.sendResponseHeaders(200, 0);
        current = new Subscription(id, exchange.getResponseBody());
        send(Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setFrameworkId(FrameworkID.newBuilder().setValue(frameworkId))
                        .setHeartbeatIntervalSeconds(HEARTBEAT_SECONDS))
                .build());
    }

    private synchronized void reconcile(Call.Reconcile asked) throws IOException {
        for (Call.Reconcile.Task task : asked.getTasksList()) {
            send(Event.newBuilder()
                    .setType(Event.Type.UPDATE)
                    .setUpdate(Event.Update.newBuilder().setStatus(running(task.getTaskId(), task.getAgentId())))
                    .build());
        }
    }

    private static TaskStatus.Builder running(TaskID task, AgentID agent) {
        return TaskStatus.newBuilder()
                .setTaskId(task)
                .setAgentId(agent)
                .setState(TaskState.TASK_RUNNING)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(TaskStatus.Reason.REASON_RECONCILIATION)
                .setHealthy(true)
                .setTimestamp(System.currentTimeMillis() / 1000.0);
    }

    private void send(Event event) throws IOException {
        current.stream().write(RecordIo.encode(event.toByteArray()));
        current.stream().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
