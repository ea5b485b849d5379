package org.mesoselk.executor.kibana.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.testsupport.TestCertificates;

@Timeout(60)
class RelayTlsTest {

    @TempDir
    Path folder;

    private TestCertificates certificates;

    @BeforeEach
    void aCa() {
        certificates = new TestCertificates(folder);
    }

    private static Endpoint secure(TestCertificates.Pair pair) throws Exception {
        ServerSocket server = Tls.context(
                        List.of(), Optional.of(Pem.identity(pair.certificate(), pair.key(), Instant.now())))
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new Endpoint("secure", server);
    }

    private static HttpResponse<String> get(Relay relay) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(relay.url() + "/")).build(), BodyHandlers.ofString());
    }

    @Test
    void aMemberIsTrustedByTheCaFile() throws Exception {
        try (Endpoint member = secure(certificates.server());
                Relay relay = new Relay(Optional.of(certificates.authority()), InstantSource.system())) {
            relay.tell(List.of(member.url().replace("http:", "https:")));

            assertThat(get(relay).body()).isEqualTo("secure");
        }
    }

    @Test
    void aMemberOfAnotherCaIsNotTalkedTo() throws Exception {
        try (Endpoint member = secure(certificates.server());
                Relay relay = new Relay(Optional.empty(), InstantSource.system())) {
            relay.tell(List.of(member.url().replace("http:", "https:")));

            assertThat(get(relay).statusCode()).isEqualTo(503);
            assertThat(get(relay).headers().firstValue(Forward.FAULT)).contains("TLS");
            assertThat(member.requests).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherNameIsNotEnough() throws Exception {
        try (Endpoint member = secure(certificates.issue("other", "elsewhere.example"));
                Relay relay = new Relay(Optional.of(certificates.authority()), InstantSource.system())) {
            relay.tell(List.of(member.url().replace("http:", "https:")));

            assertThat(get(relay).headers().firstValue(Forward.FAULT)).contains("TLS");
            assertThat(member.requests).isEmpty();
        }
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> new Relay(Optional.of(file), InstantSource.system()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("empty.pem");
    }
}
