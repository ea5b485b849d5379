package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.executor.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTransportTest {

    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final ByteString CALL = ByteString.copyFromUtf8("call");

    private final SocketTransport transport =
            new SocketTransport(SLACK, () -> Optional.of("Bearer secret"), RecordIo.DEFAULT_LIMIT, Optional.empty());

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10_000})
    void whatARealAgentSentIsReadHoweverTheNetworkCutsIt(int piece) throws Exception {
        Recording recording = new Recording("executor");
        try (RawServer agent = answering(recording.response(), piece)) {
            Transport.Reply reply = transport.subscribe(agent.uri().resolve("/api/v1/executor"), CALL, SLACK);

            List<Event> events = new ArrayList<>();
            EventStream stream = reply.stream().orElseThrow();
            EventStream.Next next = stream.next(SLACK);
            for (; next instanceof EventStream.Arrived arrived; next = stream.next(SLACK)) {
                events.add(Recording.json(arrived.bytes().toStringUtf8(), Event.getDefaultInstance()));
            }
            assertThat(events).containsExactlyElementsOf(recording.events(Event.getDefaultInstance()));
            // The recorder cut the stream, so there is no last chunk.
            assertThat(next)
                    .isEqualTo(new EventStream.Ended(
                            "the connection broke (the connection ended in the middle of an answer)"));
            assertThat(stream.next(SLACK)).isEqualTo(next);
        }
    }

    @Test
    void theLastChunkIsAnOrderlyEnd() throws Exception {
        try (RawServer agent = answering(new Recording("torn-down").response(), 1)) {
            EventStream stream =
                    transport.subscribe(agent.uri(), CALL, SLACK).stream().orElseThrow();

            assertThat(stream.next(SLACK)).isInstanceOf(EventStream.Arrived.class);
            assertThat(stream.next(SLACK)).isEqualTo(new EventStream.Ended(EventStream.ORDERLY_END));
        }
    }

    @Test
    void aCallIsOnePostWithItsLengthAndGivesTheSentenceOfTheAnswer() throws Exception {
        List<RawServer.Request> requests = new ArrayList<>();
        try (RawServer agent = new RawServer((request, connection) -> {
            requests.add(request);
            connection.answer(400, "Executor cannot be found\n");
        })) {
            Transport.Reply reply =
                    transport.call(agent.uri().resolve("/api/v1/executor"), CALL, Optional.of("s"), SLACK);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.sentence()).isEqualTo("Executor cannot be found");
            assertThat(requests).singleElement().satisfies(request -> {
                assertThat(request.method() + " " + request.path()).isEqualTo("POST /api/v1/executor");
                assertThat(request.body().toStringUtf8()).isEqualTo("call");
                assertThat(request.headers())
                        .containsEntry("Host", agent.hostPort())
                        .containsEntry("Content-Type", "application/x-protobuf")
                        .containsEntry("Accept", "application/x-protobuf")
                        .containsEntry("Mesos-Stream-Id", "s")
                        .containsEntry("Authorization", "Bearer secret");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 400 Bad\r\nno colon\r\n\r\n",
                "HTTP/1.1 400 Bad\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
                "HTTP/1.1 400 Bad\r\nContent-",
                ""
            })
    void anAnswerThatIsNotHttpIsAnErrorAndNotAnAnswer(String garbage) throws Exception {
        try (RawServer agent = answering(garbage.getBytes(UTF_8), 1000)) {
            assertThatThrownBy(() -> transport.call(agent.uri(), CALL, Optional.empty(), SLACK))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(Transport.NotConnectedException.class);
        }
    }

    @Test
    void nobodyThereIsToldFromNoAnswer() throws Exception {
        URI nobody;
        try (RawServer mute = new RawServer((request, connection) -> {})) {
            nobody = mute.uri();
            assertThatThrownBy(() -> transport.call(mute.uri(), CALL, Optional.empty(), Duration.ofMillis(200)))
                    .isInstanceOf(Transport.NoAnswerException.class)
                    .hasMessage("no answer within 200ms");
        }
        assertThatThrownBy(() -> transport.call(nobody, CALL, Optional.empty(), SLACK))
                .isInstanceOf(Transport.NotConnectedException.class)
                .hasMessage("connection refused");
        assertThatThrownBy(() ->
                        transport.call(URI.create("http://no-such-host.invalid:1"), CALL, Optional.empty(), SLACK))
                .isInstanceOf(Transport.NotConnectedException.class)
                .hasMessage("the host name cannot be resolved");
    }

    @Test
    void aStreamThatIsClosedWakesItsReaderAndSaysWhy() throws Exception {
        try (RawServer agent = new RawServer((request, connection) -> connection.stream("s"))) {
            EventStream stream =
                    transport.subscribe(agent.uri(), CALL, SLACK).stream().orElseThrow();
            CompletableFuture<EventStream.Next> reading = CompletableFuture.supplyAsync(() -> next(stream));
            stream.close("a call was not delivered");

            assertThat(reading.get(SLACK.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(new EventStream.Ended("a call was not delivered"));
        }
    }

    private static EventStream.Next next(EventStream stream) {
        try {
            return stream.next(SLACK);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** A server that answers with these bytes, some at a time, and hangs up. */
    private static RawServer answering(byte[] answer, int piece) throws IOException {
        return new RawServer((request, connection) -> {
            for (int at = 0; at < answer.length; at += piece) {
                connection.raw(Arrays.copyOfRange(answer, at, Math.min(at + piece, answer.length)));
            }
            connection.fin();
        });
    }
}
