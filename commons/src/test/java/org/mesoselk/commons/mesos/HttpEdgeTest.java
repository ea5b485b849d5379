package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes back instead of an answer: there is a reply or an IOException, soon, and nothing is held on to. */
class HttpEdgeTest {

    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ByteString CALL = ByteString.copyFromUtf8("call");
    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    /** Both ways to speak HTTP that this project has. */
    enum Kind {
        SCHEDULER {
            @Override
            Transport open() {
                return new HttpClientTransport("test", SLACK, Authorization.none(""), Optional.empty());
            }
        },
        EXECUTOR {
            @Override
            Transport open() {
                return new SocketTransport(SLACK, Optional::empty, RecordIo.DEFAULT_LIMIT, Optional.empty());
            }
        };

        abstract Transport open();
    }

    private Optional<Transport> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(Transport::close);
    }

    private Transport open(Kind kind) {
        Transport transport = kind.open();
        opened = Optional.of(transport);
        return transport;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anythingAtAllIsAReplyOrAnError(Kind kind) throws Exception {
        List<String> odd = List.of(
                "\r\n\r\n",
                "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 202\r\n\r\n",
                "HTTP/2 202 Accepted\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: gzip\r\n\r\nxx",
                "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nX: " + "x".repeat(1_000_000) + "\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\n" + "X: y\r\n".repeat(200_000) + "\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000));
        Transport transport = open(kind);
        for (String answer : odd) {
            String what = answer.substring(0, Math.min(70, answer.length()));
            assertThat(outcome(transport, answer.getBytes(ISO_8859_1))).as(what).isNotNull();
        }
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] answer = ("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
                            + "5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n")
                    .getBytes(ISO_8859_1);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
            }
            assertThat(outcome(transport, answer))
                    .as(new String(answer, ISO_8859_1))
                    .isNotNull();
        }
    }

    /** The status, or the kind of the error; anything else fails the test. */
    private static String outcome(Transport transport, byte[] answer) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.raw(answer);
            connection.fin();
        })) {
            return CompletableFuture.supplyAsync(() -> {
                        try {
                            return transport
                                            .call(server.uri(), CALL, Optional.empty(), SLACK)
                                            .status() + "";
                        } catch (IOException error) {
                            return error.getClass().getSimpleName();
                        } catch (InterruptedException interrupted) {
                            throw new IllegalStateException(interrupted);
                        }
                    })
                    .get(SLACK.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theAnswerBehind100ContinueCounts(Kind kind) throws Exception {
        try (RawServer server = new RawServer((request, connection) ->
                connection.raw(("HTTP/1.1 100 Continue\r\n\r\n" + ACCEPTED).getBytes(ISO_8859_1)))) {
            assertThat(open(kind)
                            .call(server.uri(), CALL, Optional.empty(), SLACK)
                            .status())
                    .isEqualTo(202);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anAnswerThatDripsForEverIsGivenUpWhenItsTimeIsOver(Kind kind) throws Exception {
        for (String head : List.of("HTTP/1.1 202 Acc", "HTTP/1.1 202 Accepted\r\n")) {
            try (RawServer server = new RawServer((request, connection) -> {
                connection.raw(head.getBytes(ISO_8859_1));
                drip(connection, "X: y\r\n");
            })) {
                assertThatThrownBy(() -> open(kind).call(server.uri(), CALL, Optional.empty(), SHORT))
                        .isInstanceOf(Transport.NoAnswerException.class);
                assertThatThrownBy(() -> open(kind).subscribe(server.uri(), CALL, SHORT))
                        .isInstanceOf(Transport.NoAnswerException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aBodyWithoutEndIsReadAsFarAsASentenceGoes(Kind kind) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.raw("HTTP/1.1 403 Forbidden\r\n\r\nNo. ".getBytes(ISO_8859_1));
            while (true) {
                connection.raw("x".repeat(1000).getBytes(ISO_8859_1));
            }
        })) {
            Transport.Reply reply = open(kind).call(server.uri(), CALL, Optional.empty(), SLACK);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.sentence()).startsWith("No. xxx").hasSize(500);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStreamThatAnnouncesTooMuchIsLeft(Kind kind) throws Exception {
        for (String garbage : List.of("1000000000000\n", "-5\nhello", "5hello", "{\"type\":", "\n")) {
            try (RawServer server = new RawServer((request, connection) -> {
                connection.stream("s");
                connection.raw(
                        ("5\r\n3\nabc\r\n%x\r\n%s\r\n".formatted(garbage.length(), garbage)).getBytes(ISO_8859_1));
            })) {
                EventStream stream =
                        open(kind).subscribe(server.uri(), CALL, SLACK).stream().orElseThrow();

                assertThat(stream.next(SLACK)).isEqualTo(new EventStream.Arrived(ByteString.copyFromUtf8("abc")));
                EventStream.Next end = stream.next(SLACK);
                assertThat(end).isInstanceOf(EventStream.Ended.class);
                assertThat(((EventStream.Ended) end).cause()).containsAnyOf("not a RecordIO stream", "the limit is");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nobodyAtTheOtherEndIsAnError(Kind kind) {
        assertThatThrownBy(() -> open(kind).call(URI.create("http://127.0.0.1:1/"), CALL, Optional.empty(), SLACK))
                .isInstanceOf(Transport.NotConnectedException.class);
    }

    private static void drip(RawServer.Connection connection, String drop) {
        while (true) {
            connection.raw(drop.getBytes(ISO_8859_1));
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }
}
