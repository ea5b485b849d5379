package org.mesoselk.scheduler.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import picocli.CommandLine;

/** {@code --pipeline}: what is read, and what an operator is told when it cannot be. */
class PipelineOptionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TEXT = "input { stdin { } } # größer";

    @TempDir
    private Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/web.conf", exchange -> answer(exchange, 200, TEXT.getBytes(UTF_8)));
        server.createContext("/moved.conf", exchange -> {
            exchange.getResponseHeaders().set("Location", url("/web.conf"));
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/denied.conf", exchange -> answer(exchange, 403, "no".getBytes(UTF_8)));
        server.createContext("/endless.conf", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[64 * 1024];
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(part);
            }
        });
        server.createContext("/slow.conf", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            waits();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void waits() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static GivenPipelines good(String... arguments) {
        Values values = Given.logstash(arguments);
        GivenPipelines given = PipelineOptions.from(values, NOW);
        assertThat(values.faults()).isEmpty();
        return given;
    }

    private static String fault(String argument) {
        Values values = Given.logstash("--pipeline", argument);
        PipelineOptions.from(values, NOW);
        assertThat(values.faults()).hasSize(1);
        return values.faults().get(0);
    }

    @Test
    void textsAreReadFromPathsAndUrls() throws IOException {
        Path file = Files.writeString(folder.resolve("db=1.conf"), TEXT);
        assertThat(good(
                        "--pipeline=db=" + file,
                        "--pipeline",
                        "web=" + url("/web.conf"),
                        "--pipeline=moved=" + url("/moved.conf"),
                        "--pipeline=uri=" + file.toUri()))
                .isEqualTo(new GivenPipelines(
                        new TreeMap<>(Map.of("db", TEXT, "web", TEXT, "moved", TEXT, "uri", TEXT)), NOW));
    }

    @Test
    void theEnvironmentHasThemWithSemicolonsBetween() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), TEXT);
        Values values = OptionReader.read(
                new CommandLine(LogstashOptions.command()).parseArgs(),
                LogstashFlags.all(),
                Map.of("MESOS_ELK_PIPELINE", "a=" + file + "; b=" + file));
        assertThat(PipelineOptions.from(values, NOW).texts()).containsOnlyKeys("a", "b");
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void withoutTheOptionThereAreNone() {
        assertThat(good().texts()).isEmpty();
    }

    @Test
    void eachFaultNamesTheOptionTheValueAndTheRemedy() throws IOException {
        assertThat(fault("web"))
                .isEqualTo("--pipeline web: must be NAME=PATH or NAME=URL, e.g. web=/etc/logstash/web.conf");
        assertThat(fault("../web=/a")).contains("--pipeline ../web=/a", "no name for a pipeline", "letters");
        Path gone = folder.resolve("gone.conf");
        assertThat(fault("web=" + gone))
                .isEqualTo("--pipeline web=" + gone + ": there is no file " + gone
                        + " on this scheduler's host: put it there, or correct the path");
        assertThat(fault("web=" + folder)).contains(folder + " is not a file");
        Path empty = Files.writeString(folder.resolve("empty.conf"), " \n");
        assertThat(fault("web=" + empty)).contains("there is no text in it", "leave the option out");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(fault("web=" + binary)).contains("not text in UTF-8");
        Path large = Files.write(folder.resolve("large"), new byte[ReadText.MOST_BYTES + 1]);
        assertThat(fault("web=" + large)).contains("more than 1048576 bytes");
        assertThat(fault("web=http:// /")).contains("is no URL", "http://host/web.conf");
    }

    @Test
    void aNameIsGivenOnceAndAllTogetherHaveToFitIntoARecord() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "x".repeat(150_000));
        Values twice = Given.logstash("--pipeline=a=" + file, "--pipeline=a=" + file);
        PipelineOptions.from(twice, NOW);
        assertThat(twice.faults()).singleElement().asString().contains("there is a pipeline a already");
        Values large = Given.logstash("--pipeline=a=" + file, "--pipeline=b=" + file);
        PipelineOptions.from(large, NOW);
        assertThat(large.faults()).singleElement().asString().contains("200000 characters", "make them shorter");
    }

    @Test
    void aServerThatDoesNotGiveTheTextIsTold() throws IOException {
        assertThat(fault("web=" + url("/denied.conf"))).contains("/denied.conf", "HTTP 403", "correct the URL");
        assertThat(fault("web=" + url("/endless.conf"))).contains("more than 1048576 bytes");
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(fault("web=http://127.0.0.1:" + free + "/web.conf"))
                .contains("cannot be fetched", "start its server");
    }

    @Test
    void aServerThatSendsOnlyTheBeginningDoesNotHoldUpTheStart() {
        assertThatThrownBy(() -> ReadText.from(url("/slow.conf"), Duration.ofMillis(300)))
                .hasMessage("the server has not sent the text within 0.3 s: see to it, or name a file");
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotShown() {
        assertThat(fault("web=http://elk:s3cret@host/web.conf"))
                .contains("--pipeline web=http://…@host/web.conf", "no credentials in it")
                .doesNotContain("s3cret");
        assertThat(fault("web=http://elk:s3 cret@host/web.conf")).doesNotContain("cret");
        assertThat(fault("web=http://elk:s3/cret@host/web.conf")).doesNotContain("s3");
    }
}
