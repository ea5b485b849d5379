package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.testsupport.TestCertificates;

/** A server with TLS that wants one user, and answers as Elasticsearch does. */
class AccessTest {

    private static final String SECRET = "changed-often";

    @TempDir
    Path folder;

    @TempDir
    Path otherFolder;

    private TestCertificates certificates;
    private HttpsServer server;
    private URI endpoint;
    private volatile String wanted = basic("writer:" + SECRET);
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        certificates = new TestCertificates(folder);
        TestCertificates.Pair own = certificates.server();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                Tls.context(List.of(), Optional.of(Pem.identity(own.certificate(), own.key(), Instant.now())))));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            shown.add(String.valueOf(header));
            boolean isGood = wanted.equals(header);
            byte[] answer = (isGood
                            ? exchange.getRequestURI().getPath().endsWith("_bulk")
                                    ? "{\"items\":[{\"create\":{\"status\":201}}]}"
                                    : "{}"
                            : "{\"error\":{\"type\":\"security_exception\"},\"status\":401}")
                    .getBytes(UTF_8);
            if (!isGood) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"security\"");
            }
            exchange.sendResponseHeaders(isGood ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private ElasticsearchTarget target(Optional<Path> ca, Optional<Path> credentials, Optional<Path> apiKey)
            throws IOException {
        return new ElasticsearchTarget(new LogstashTask.Output(
                "mesos",
                "default",
                Map.of(),
                false,
                Optional.empty(),
                new LogstashTask.Access(
                        ca.map(Path::toString), credentials.map(Path::toString), apiKey.map(Path::toString))));
    }

    private BulkTarget.Result send(ElasticsearchTarget target) throws IOException {
        Batch batch = new Batch(100);
        batch.body()[0] = '\n';
        batch.added(1);
        return target.send(endpoint, batch, 1);
    }

    @Test
    void aUserIsShownOverTlsAndTheSecretMayChangeMeanwhile() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "writer:" + SECRET + "\n");
        ElasticsearchTarget target = target(Optional.of(certificates.authority()), Optional.of(file), Optional.empty());
        assertThat(send(target)).isInstanceOf(BulkTarget.Result.Looked.class);
        wanted = basic("writer:another one");
        BulkTarget.Result.Refused refused = (BulkTarget.Result.Refused) send(target);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.sentence())
                .contains("does not accept what is in " + file)
                .doesNotContain(SECRET);
        Files.writeString(file, "writer:another one");
        assertThat(send(target)).isInstanceOf(BulkTarget.Result.Looked.class);
        Files.delete(file);
        assertThat(send(target))
                .isInstanceOfSatisfying(
                        BulkTarget.Result.Unready.class,
                        unready -> assertThat(unready.sentence()).contains("there is no file " + file));
    }

    @Test
    void anApiKeyIsShownAsElasticsearchWantsIt() throws Exception {
        wanted = "ApiKey abc==";
        Path file = Files.writeString(folder.resolve("key"), "abc==\n");
        assertThat(send(target(Optional.of(certificates.authority()), Optional.empty(), Optional.of(file))))
                .isInstanceOf(BulkTarget.Result.Looked.class);
    }

    @Test
    void nobodyWhoIsNotTrustedIsShownASecret() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "writer:" + SECRET);
        Path ca = Files.copy(new TestCertificates(otherFolder).authority(), folder.resolve("trusted.pem"));
        ElasticsearchTarget target = target(Optional.of(ca), Optional.of(file), Optional.empty());
        assertThatThrownBy(() -> send(target)).isInstanceOf(SSLException.class);
        assertThat(shown).isEmpty();
        Files.writeString(ca, Files.readString(certificates.authority()));
        assertThat(send(target)).as("the new CA is read").isInstanceOf(BulkTarget.Result.Looked.class);
    }

    @Test
    void withoutCredentialsItSaysWhatIsMissing() throws Exception {
        BulkTarget.Result.Refused refused = (BulkTarget.Result.Refused)
                send(target(Optional.of(certificates.authority()), Optional.empty(), Optional.empty()));
        assertThat(refused.sentence()).contains("it wants credentials, and the task names no file with any");
    }

    @Test
    void filesThatCannotBeUsedAreToldBeforeAnythingIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        assertThatThrownBy(() -> target(Optional.empty(), Optional.of(file), Optional.empty()))
                .hasMessageContaining(file + " has no colon")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> target(Optional.of(file), Optional.empty(), Optional.empty()))
                .hasMessageContaining(file + " does not have certificates")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> target(Optional.empty(), Optional.of(folder.resolve("none")), Optional.empty()))
                .hasMessageContaining("there is no file " + folder.resolve("none"));
    }
}
