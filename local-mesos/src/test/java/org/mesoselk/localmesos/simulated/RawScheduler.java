package org.mesoselk.localmesos.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.mesos.RecordIo;

/** A scheduler's bare connections: a stream of events in protobuf, and calls. */
final class RawScheduler implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI api;
    private final HttpResponse<InputStream> stream;
    private final RecordIo.Decoder decoder = new RecordIo.Decoder();
    private final Deque<Event> read = new ArrayDeque<>();
    private final FrameworkID id;

    RawScheduler(String master, FrameworkInfo info) throws IOException, InterruptedException {
        api = URI.create(master + "/api/v1/scheduler");
        Call subscribe = Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build();
        stream = client.send(request(subscribe).build(), BodyHandlers.ofInputStream());
        Event first = next();
        if (first.getType() != Event.Type.SUBSCRIBED) {
            throw new IOException("expected SUBSCRIBED, got " + first);
        }
        id = first.getSubscribed().getFrameworkId();
    }

    private HttpRequest.Builder request(Call call) {
        return HttpRequest.newBuilder(api)
                .header("Content-Type", "application/x-protobuf")
                .header("Accept", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(call.toByteArray()));
    }

    /** The next event; waits for it. */
    Event next() throws IOException {
        byte[] buffer = new byte[64 << 10];
        while (read.isEmpty()) {
            int count = stream.body().read(buffer);
            if (count < 0) {
                throw new IOException("the stream ended");
            }
            for (byte[] record : decoder.feed(ByteBuffer.wrap(buffer, 0, count))) {
                read.add(Event.parseFrom(record));
            }
        }
        return read.remove();
    }

    void call(Call.Builder call) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                request(call.setFrameworkId(id).build())
                        .header(
                                "Mesos-Stream-Id",
                                stream.headers().firstValue("Mesos-Stream-Id").orElseThrow())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException(call.getType() + " was answered by " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() throws IOException {
        stream.body().close();
    }
}
