package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends to a master, byte for byte but for the ids, what was sent to a real one, and expects the same answers:
 * recording 04, one bad request after the other.
 */
class RecordedErrorsTest {

    private static final Path RECORDINGS = Path.of("src/test/resources/recordings/04-http-errors");
    private static final String RECORDED_FRAMEWORK = "10e5a3bd-1b49-414a-91ab-b0e60c78ce9b-0007";
    private static final String RECORDED_STREAM = "d8a4b433-57e3-469d-a706-faae2f9efbf1";
    private static final String SUBSCRIBE = """
            {"type": "SUBSCRIBE", "subscribe": {"framework_info": {"user": "root", "name": "helper",
             "failover_timeout": 600, "capabilities": [{"type": "MULTI_ROLE"}], "roles": ["*"]}}}""";

    private record Answer(String statusLine, Map<String, String> headers, String body) {}

    private static Master master;
    private static Socket subscription;
    private static String framework;
    private static String stream;

    @BeforeAll
    static void subscribeTheFrameworkThatTheCallsAreOf() throws IOException {
        master = Master.start(MasterOptions.defaults(), InstantSource.system(), why -> {});
        subscription = send("POST /api/v1/scheduler HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + SUBSCRIBE.length() + "\r\n\r\n" + SUBSCRIBE);
        StringBuilder seen = new StringBuilder();
        Pattern ids =
                Pattern.compile("Mesos-Stream-Id: (\\S+).*\"framework_id\":\\{\"value\":\"([^\"]+)\"", Pattern.DOTALL);
        Matcher matcher = ids.matcher(seen);
        while (!matcher.find()) {
            int next = subscription.getInputStream().read();
            assertThat(next).as(seen.toString()).isNotNegative();
            seen.append((char) next);
            matcher = ids.matcher(seen);
        }
        stream = matcher.group(1);
        framework = matcher.group(2);
    }

    @AfterAll
    static void stop() throws IOException {
        subscription.close();
        master.close();
    }

    static Stream<String> recordings() throws IOException {
        try (Stream<Path> files = Files.list(RECORDINGS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.raw"))
                    .map(name -> name.replace(".request.raw", ""))
                    // It tears down the framework of 27, which has another id here.
                    .filter(name -> !name.startsWith("28-"))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(25);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theAnswerIsTheOneOfARealMaster(String name) throws IOException {
        Answer expected = parse(Files.newInputStream(RECORDINGS.resolve(name + ".response.raw")));
        Answer actual;
        try (Socket socket = send(here(Files.readString(RECORDINGS.resolve(name + ".request.raw"))))) {
            actual = parse(socket.getInputStream());
        }
        assertThat(actual.statusLine()).isEqualTo(expected.statusLine());
        assertThat(actual.headers().keySet()).isEqualTo(expected.headers().keySet());
        for (String same : List.of("content-type", "allow", "transfer-encoding")) {
            assertThat(actual.headers().get(same)).isEqualTo(expected.headers().get(same));
        }
        assertThat(actual.body()).isEqualTo(expected.body().replace(RECORDED_FRAMEWORK, framework));
    }

    /** The request with the ids of this test; the length is set anew. */
    private static String here(String request) {
        String[] parts = request.replace(RECORDED_FRAMEWORK, framework)
                .replace(RECORDED_STREAM, stream)
                .split("\r\n\r\n", 2);
        String head = parts[0].replaceFirst("Content-Length: \\d+", "Content-Length: " + parts[1].length());
        return head + "\r\n\r\n" + parts[1];
    }

    private static Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), master.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The body of a stream is left out: it is another test's affair. */
    private static Answer parse(InputStream in) throws IOException {
        try (in) {
            String status = line(in);
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] header = line.split(": ", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("ended after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
