package org.mesoselk.executor.kibana.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

    private final HttpClient kibana =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Endpoint a;
    private Endpoint b;
    private Relay relay;

    @BeforeEach
    void twoMembers() throws Exception {
        a = new Endpoint("a");
        b = new Endpoint("b");
        relay = new Relay(Optional.empty(), InstantSource.system());
        relay.tell(List.of(a.url(), b.url()));
    }

    @AfterEach
    void end() throws IOException {
        relay.close();
        a.close();
        b.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(relay.url() + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return kibana.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return kibana.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private int requests() {
        return a.requests.size() + b.requests.size();
    }

    @Test
    void requestsGoToTheMembersInTurn() throws Exception {
        assertThat(List.of(get("/").body(), get("/").body())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aRequestArrivesAsKibanaHasSentIt() throws Exception {
        relay.tell(List.of(a.url()));
        kibana.send(
                request("/logs-*/_search?q=a%20b&size=1")
                        .header("Authorization", "Basic abc")
                        .header("X-Opaque-Id", "42")
                        .header("Content-Type", "application/json")
                        .method("POST", BodyPublishers.ofString("{\"ü\": 1}"))
                        .build(),
                BodyHandlers.ofString());

        Endpoint.Request seen = a.requests.get(0);
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.path()).isEqualTo("/logs-*/_search?q=a%20b&size=1");
        assertThat(seen.headers())
                .containsEntry("Authorization", "Basic abc")
                .containsEntry("X-Opaque-Id", "42")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Host", "127.0.0.1:" + a.port());
        assertThat(new String(seen.body(), UTF_8)).isEqualTo("{\"ü\": 1}");
    }

    @Test
    void anAnswerArrivesAsElasticsearchHasGivenIt() throws Exception {
        relay.tell(List.of(a.url()));
        a.once((request, out) -> {
            Endpoint.raw(
                    out,
                    "HTTP/1.1 404 Not Found\r\nX-elastic-product: Elasticsearch\r\nWarning: one\r\nWarning: two\r\n"
                            + "Connection: keep-alive, X-Own\r\nX-Own: hop\r\nContent-Length: 2\r\n\r\n{}");
            return true;
        });

        HttpResponse<String> answer = get("/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.headers().firstValue("X-elastic-product")).contains("Elasticsearch");
        assertThat(answer.headers().allValues("Warning")).containsExactly("one", "two");
        assertThat(answer.headers().firstValue("X-Own")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("2");
    }

    @Test
    void aMemberThatIsGoneFailsNothing() throws Exception {
        a.close();

        for (int i = 0; i < 10; i++) {
            assertThat(get("/").body()).isEqualTo("b");
            assertThat(post("/.kibana/_doc", "{}").body()).isEqualTo("b");
        }
    }

    @Test
    void aSafeRequestWhoseConnectionBreaksGoesToAnotherMember() throws Exception {
        a.always(Endpoint.BREAKS);

        for (int i = 0; i < 4; i++) {
            assertThat(get("/").body()).isEqualTo("b");
            assertThat(post("/logs/_search", "{\"size\": 1}").body()).isEqualTo("b");
        }
        assertThat(b.requests)
                .allSatisfy(seen -> assertThat(new String(seen.body(), UTF_8))
                        .isEqualTo(seen.method().equals("POST") ? "{\"size\": 1}" : ""));
    }

    @Test
    void anUnsafeRequestWhoseConnectionBreaksIsSentOnceAndToldAsBroken() throws Exception {
        a.always(Endpoint.BREAKS);
        b.always(Endpoint.BREAKS);

        HttpResponse<String> answer = post("/.kibana/_doc", "{}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue(Forward.FAULT)).contains("BROKEN");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void theOnlyMemberIsAskedOnceMoreWhenAKeptConnectionBreaks() throws Exception {
        relay.tell(List.of(a.url()));
        assertThat(post("/_msearch", "{}").body()).isEqualTo("a");
        a.once(Endpoint.BREAKS);

        assertThat(post("/_msearch", "{}").body()).isEqualTo("a");
    }

    @Test
    void withoutAnyMemberThereIsAnAnswerInElasticsearchsShape() throws Exception {
        a.close();
        b.close();

        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"error\"", "\"status\" : 503", a.url());
        assertThat(answer.headers().firstValue(Forward.FAULT)).contains("CONNECT");

        relay.tell(List.of());
        assertThat(get("/").body()).contains("no member of Elasticsearch is known");
        assertThat(kibana.send(
                                request("/")
                                        .method("HEAD", BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aRunningKibanaFollowsNewMembers() throws Exception {
        a.close();
        b.close();
        assertThat(get("/").statusCode()).isEqualTo(503);

        try (Endpoint c = new Endpoint("c")) {
            relay.tell(List.of(c.url()));
            assertThat(get("/").body()).isEqualTo("c");
        }
    }

    @Test
    void connectionsAreKeptOnBothSides() throws Exception {
        relay.tell(List.of(a.url()));
        for (int i = 0; i < 20; i++) {
            get("/");
        }
        assertThat(a.connections).isEqualTo(1);

        try (Socket socket = new Socket("127.0.0.1", URI.create(relay.url()).getPort())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < 3; i++) {
                Endpoint.raw(socket.getOutputStream(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(answer(in)).isEqualTo("a");
            }
        }
    }

    /** Of an answer with a length. */
    private static String answer(InputStream in) throws IOException {
        int length = 0;
        for (String line = Endpoint.line(in); line != null && !line.isEmpty(); line = Endpoint.line(in)) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    @Test
    void largeBodiesStreamBothWays() throws Exception {
        relay.tell(List.of(a.url()));
        byte[] large = new byte[8 << 20];
        new Random(1).nextBytes(large);
        a.always((request, out) -> {
            Endpoint.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: " + request.body().length + "\r\n\r\n");
            out.write(request.body());
            out.flush();
            return true;
        });

        HttpResponse<byte[]> sized = kibana.send(
                request("/_bulk").POST(BodyPublishers.ofByteArray(large)).build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> chunked = kibana.send(
                request("/_bulk")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(Arrays.equals(sized.body(), large)).isTrue();
        assertThat(Arrays.equals(chunked.body(), large)).isTrue();
        assertThat(a.requests.get(0).headers()).containsEntry("Content-Length", String.valueOf(large.length));
        assertThat(a.requests.get(1).headers()).containsEntry("Transfer-Encoding", "chunked");
    }

    @Test
    void aLargeBodyGoesToAnotherMemberWhenTheFirstIsGone() throws Exception {
        a.close();
        byte[] large = new byte[1 << 20];

        for (int i = 0; i < 3; i++) {
            assertThat(kibana.send(
                                    request("/_bulk")
                                            .POST(BodyPublishers.ofByteArray(large))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("b");
        }
        assertThat(b.requests).allSatisfy(seen -> assertThat(seen.body()).hasSize(large.length));
    }

    @Test
    void aChunkedAnswerComesInPartsAsTheyAreGiven() throws Exception {
        relay.tell(List.of(a.url()));
        CountDownLatch seen = new CountDownLatch(1);
        a.once((request, out) -> {
            Endpoint.raw(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            await(seen);
            Endpoint.raw(out, "6\r\nsecond\r\n0\r\n\r\n");
            return true;
        });

        HttpResponse<InputStream> answer = kibana.send(request("/").build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(new String(body.readNBytes(5), ISO_8859_1)).isEqualTo("first");
            seen.countDown();
            assertThat(new String(body.readAllBytes(), ISO_8859_1)).isEqualTo("second");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("the first part was not seen");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForAWholeOne() {
        relay.tell(List.of(a.url()));
        a.once((request, out) -> {
            Endpoint.raw(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            return false;
        });
        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);

        a.once((request, out) -> {
            Endpoint.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst");
            return false;
        });
        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        relay.tell(List.of(a.url()));
        for (int i = 0; i < 10; i++) {
            a.once((request, out) -> {
                Endpoint.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
                return true;
            });

            HttpResponse<String> head = kibana.send(
                    request("/.kibana").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length")).contains("1234");
            assertThat(get("/").body()).isEqualTo("a");
        }
        // An answer may be here before the relay's client has taken its connection back: not one for all, but not ten.
        assertThat(a.connections).isLessThan(5);
    }

    @Test
    void notModifiedAndNoContentHaveNoBody() throws Exception {
        relay.tell(List.of(a.url()));
        a.once((request, out) -> {
            Endpoint.raw(out, "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
            return true;
        });
        HttpResponse<String> notModified = get("/");
        a.once((request, out) -> {
            Endpoint.raw(out, "HTTP/1.1 204 No Content\r\n\r\n");
            return true;
        });
        HttpResponse<String> noContent = get("/");

        assertThat(notModified.statusCode()).isEqualTo(304);
        assertThat(notModified.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(noContent.statusCode()).isEqualTo(204);
        assertThat(get("/").body()).isEqualTo("a");
    }

    @Test
    void anEmptyAnswerIsEmpty() throws Exception {
        relay.tell(List.of(a.url()));
        a.once((request, out) -> Endpoint.text(out, 200, ""));

        assertThat(get("/").body()).isEmpty();
        assertThat(get("/").body()).isEqualTo("a");
    }

    @Test
    void whoWaitsForContinueGetsIt() throws Exception {
        relay.tell(List.of(a.url()));
        HttpResponse<String> answer = kibana.send(
                request("/_bulk")
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("a");
        assertThat(a.requests.get(0).headers()).doesNotContainKey("Expect");
        assertThat(new String(a.requests.get(0).body(), UTF_8)).isEqualTo("{}");
    }

    @Test
    void aGetWithABodyKeepsIt() throws Exception {
        kibana.send(
                request("/_search")
                        .method("GET", BodyPublishers.ofString("{\"size\":1}"))
                        .build(),
                BodyHandlers.ofString());

        Endpoint.Request seen = a.requests.isEmpty() ? b.requests.get(0) : a.requests.get(0);
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(new String(seen.body(), UTF_8)).isEqualTo("{\"size\":1}");
    }

    @Test
    void aThousandRequestsFailNoneWhileMembersComeAndGo() throws Exception {
        int failed = 0;
        Endpoint first = a;
        Endpoint second = b;
        for (int i = 0; i < 1000; i++) {
            if (i % 100 == 50) {
                // One is killed with its connections, and told to be gone only later.
                first.close();
            }
            if (i % 100 == 75) {
                first = second;
                second = new Endpoint("n" + i);
                relay.tell(List.of(first.url(), second.url()));
            }
            HttpResponse<String> answer = i % 2 == 0 ? get("/") : post("/logs/_search", "{}");
            failed += answer.statusCode() == 200 ? 0 : 1;
        }
        first.close();
        second.close();

        assertThat(failed).isZero();
    }

    @Test
    void manyAtOnceFailNoneWhileAMemberBreaks() throws Exception {
        List<java.util.concurrent.CompletableFuture<HttpResponse<String>>> answers = new java.util.ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                a.close();
            }
            answers.add(kibana.sendAsync(
                    request("/_msearch").POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString()));
        }

        for (var answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void onlyThisHostReachesIt() {
        assertThat(relay.url()).startsWith("http://127.0.0.1:");
    }

    @Test
    void credentialsInAnEndpointAreLeftOut() throws Exception {
        relay.tell(List.of(a.url().replace("//", "//user:pass@") + "/"));

        assertThat(get("/").body()).isEqualTo("a");
        assertThat(a.requests.get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void aRefusedPortIsNoWayAround() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        relay.tell(List.of("http://127.0.0.1:" + free, b.url()));

        assertThat(get("/").body()).isEqualTo("b");
        assertThat(get("/").body()).isEqualTo("b");
    }
}
