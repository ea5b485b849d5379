package org.mesoselk.commons.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mesoselk.testsupport.TestCertificates;

class PemTest {

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static TestCertificates.Pair server;
    private static Instant now;

    @BeforeAll
    static void make() {
        certificates = new TestCertificates(folder);
        server = certificates.server();
        now = Instant.now();
    }

    @Test
    void aCertificateComesWithItsChainAndItsKeyAndShowsNoKey() throws Exception {
        Identity identity = Pem.identity(server.certificate(), server.key(), now);
        assertThat(identity.chain()).hasSize(2);
        assertThat(identity.toString()).isEqualTo("CN=server");
        assertThat(Pem.authorities(certificates.authority())).hasSize(1);
    }

    @Test
    void aKeyOfAnotherCertificateIsTold() {
        TestCertificates.Pair other = certificates.issue("other");
        assertThatThrownBy(() -> Pem.identity(server.certificate(), other.key(), now))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("other.key")
                .hasMessageContaining("does not belong to the certificate in " + server.certificate());
    }

    @Test
    void aCertificateThatHasExpiredOrDoesNotHoldYetIsToldWithTheTime() {
        assertThatThrownBy(() -> Pem.identity(server.certificate(), server.key(), now.plus(Duration.ofDays(400))))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("has expired at 20");
        assertThatThrownBy(() -> Pem.identity(server.certificate(), server.key(), now.minus(Duration.ofDays(400))))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("clock");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "hello, does not have certificates in PEM form (BEGIN CERTIFICATE)",
        "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', cannot be read"
    })
    void whatIsNoCertificateIsTold(String text, String sentence) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.pem"), text);
        assertThatThrownBy(() -> Pem.authorities(file))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "hello, does not have a private key in PEM form",
        "'-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----', openssl pkcs8 -topk8 -nocrypt",
        "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----', openssl pkcs8",
        "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', cannot be read as EC"
    })
    void whatIsNoKeyIsTold(String text, String sentence) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.key"), text);
        assertThatThrownBy(() -> Pem.identity(server.certificate(), file, now))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void aMissingFileAndABinaryOneAreTold() throws Exception {
        assertThatThrownBy(() -> Pem.authorities(folder.resolve("none.pem")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("none.pem");
        assertThatThrownBy(() -> Pem.authorities(folder))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("cannot be read");
        Path binary = Files.write(folder.resolve("binary.pem"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
        assertThatThrownBy(() -> Pem.authorities(binary))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("is not text");
    }

    @Test
    void aKeyThatEverybodyCanReadIsWarnedOf() throws Exception {
        Files.setPosixFilePermissions(server.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Pem.identity(server.certificate(), server.key(), now).warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("chmod o-rwx"));
        Files.setPosixFilePermissions(server.key(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(Pem.identity(server.certificate(), server.key(), now).warning())
                .isEmpty();
    }
}
