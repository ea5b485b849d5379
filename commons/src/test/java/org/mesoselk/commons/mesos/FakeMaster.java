package org.mesoselk.commons.mesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A master that takes every subscription and every call, unless told otherwise. */
final class FakeMaster implements AutoCloseable {

    /** Answers a call in another way than 202, or not at all. */
    interface Answer {
        void give(Call call, RawServer.Connection connection) throws IOException;
    }

    static final String FRAMEWORK = "framework-1";
    static final Event HEARTBEAT =
            Event.newBuilder().setType(Event.Type.HEARTBEAT).build();

    final List<RawServer.Request> requests = new CopyOnWriteArrayList<>();
    final List<Call> subscribes = new CopyOnWriteArrayList<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    final List<RawServer.Connection> streams = new CopyOnWriteArrayList<>();
    volatile Answer onSubscribe = (call, connection) -> subscribe(connection, 15);
    volatile Answer onCall = (call, connection) -> connection.answer(202, "");
    private final RawServer server;

    FakeMaster() throws IOException {
        this(() -> new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    FakeMaster(RawServer.Listen listen) throws IOException {
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

    void subscribe(RawServer.Connection connection, double heartbeatSeconds) {
        connection.stream("stream-" + subscribes.size());
        // Before the first event: who has seen that asks for the stream.
        streams.add(connection);
        connection.record(subscribed(heartbeatSeconds));
        connection.record(HEARTBEAT);
    }

    static Event subscribed(double heartbeatSeconds) {
        return Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setFrameworkId(FrameworkID.newBuilder().setValue(FRAMEWORK))
                        .setHeartbeatIntervalSeconds(heartbeatSeconds))
                .build();
    }

    static Event error(String message) {
        return Event.newBuilder()
                .setType(Event.Type.ERROR)
                .setError(Event.Error.newBuilder().setMessage(message))
                .build();
    }

    RawServer.Connection lastStream() {
        return streams.get(streams.size() - 1);
    }

    URI uri() {
        return server.uri();
    }

    String hostPort() {
        return server.hostPort();
    }

    /** As the end of its process looks from outside. */
    void hangUp() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
