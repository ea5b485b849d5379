package org.mesoselk.localmesos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<ResponseStream> streams = new CopyOnWriteArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpService service;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        Routes routes = new Routes()
                .post("/echo", request -> HttpAnswer.text(200, request.text() + request.query() + request.path()))
                .post("/refuse", request -> {
                    throw new HttpError(400, "Expecting more");
                })
                .get("/file", request -> HttpAnswer.file("text/plain", folder.resolve("f")))
                .get("/deep/*", request -> HttpAnswer.text(200, "deep " + request.path()))
                .get(
                        "/stream",
                        request -> HttpAnswer.stream("application/json", stream -> {
                                    stream.onGone(gone::incrementAndGet);
                                    streams.add(stream);
                                })
                                .with("Mesos-Stream-Id", "s-1"));
        service = HttpService.start("127.0.0.1", 0, "test", routes);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void bodyAndQueryAndPathReachTheHandler() throws Exception {
        HttpResponse<String> answer = post("/echo?path=%2Fvar%2Fa+b&x", "hällo");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hällo{path=/var/a b, x=}/echo");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("Date")).isPresent();
    }

    @Test
    void chunkedBodiesAreReadWhole() throws Exception {
        String body = "x".repeat(100_000);
        HttpResponse<String> answer = client.send(
                java.net.http.HttpRequest.newBuilder(uri("/echo"))
                        .POST(BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.body()).startsWith(body + "{");
    }

    @Test
    void errorsAreSentencesInPlainText() throws Exception {
        assertThat(post("/refuse", "").body()).isEqualTo("Expecting more");
        assertThat(post("/refuse", "").statusCode()).isEqualTo(400);
        assertThat(get("/none").statusCode()).isEqualTo(404);
        assertThat(get("/none").body()).isEqualTo("404 Not Found.");
        HttpResponse<String> method = get("/echo");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertThat(method.body()).isEqualTo("405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.");
    }

    @Test
    void filesAndPathsBelowARouteAreServed() throws Exception {
        Files.writeString(folder.resolve("f"), "content");
        assertThat(get("/file").body()).isEqualTo("content");
        assertThat(get("/deep/a/b").body()).isEqualTo("deep /deep/a/b");
    }

    @Test
    void eachWriteIsOneChunkSentAtOnceAndTheConnectionServesOnAfterTheEnd() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            InputStream in = new BufferedInputStream(socket.getInputStream());
            send(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(header(in)).contains("Transfer-Encoding: chunked", "Mesos-Stream-Id: s-1");
            await().atMost(SOON).until(() -> streams.size() == 1);
            ResponseStream stream = streams.get(0);
            for (String record : List.of("one", "y".repeat(50_000), "three")) {
                assertThat(stream.write(record.getBytes(StandardCharsets.UTF_8)))
                        .isTrue();
                assertThat(line(in)).isEqualTo(Integer.toHexString(record.length()));
                assertThat(line(in)).isEqualTo(record);
            }
            stream.end();
            assertThat(line(in)).isEqualTo("0");
            assertThat(line(in)).isEmpty();
            send(socket, "GET /deep/next HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(header(in).get(0)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(stream.write(new byte[] {1})).isFalse();
        }
        assertThat(gone).hasValue(0);
    }

    @Test
    void aClientThatGoesAwayIsNoticedWithoutAWrite() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            send(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            await().atMost(SOON).until(() -> streams.size() == 1);
        }
        await().atMost(SOON).untilAtomic(gone, org.hamcrest.Matchers.is(1));
        assertThat(streams.get(0).isOpen()).isFalse();
    }

    @Test
    void anAbortedStreamEndsWithoutItsLastChunk() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            InputStream in = new BufferedInputStream(socket.getInputStream());
            send(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            header(in);
            await().atMost(SOON).until(() -> streams.size() == 1);
            streams.get(0).abort();
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(gone).hasValue(0);
    }

    @Test
    void manyOpenStreamsStarveNobody() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
                sockets.add(socket);
                send(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            await().atMost(SOON).until(() -> streams.size() == 100);
            assertThat(post("/echo", "alive").body()).startsWith("alive");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> HttpService.start("127.0.0.1", service.port(), "second", new Routes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + service.port());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                java.net.http.HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(java.net.http.HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(service.url() + path);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> header(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        return lines;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("ended after '" + line + "'");
            }
            line.append((char) b);
        }
        return line.substring(0, line.length() - 1);
    }
}
