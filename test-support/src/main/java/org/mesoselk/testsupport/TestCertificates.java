package org.mesoselk.testsupport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A CA of a test's own and what it signs, as PEM files. They hold for 90 days. */
public final class TestCertificates {

    private static final Duration HOLDS = Duration.ofDays(90);
    /** Clocks of test machines may be set while a test runs. */
    private static final Duration SINCE = Duration.ofHours(1);

    private final Path folder;
    private final X509Bundle authority;

    /** PEM files: a certificate with that of its CA, and its key as PKCS#8. */
    public record Pair(Path certificate, Path key) {}

    /** Makes the CA. */
    public TestCertificates(Path folder) {
        this.folder = folder;
        try {
            this.authority = named("ca").setIsCertificateAuthority(true).buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException("a CA cannot be made", e);
        }
    }

    /** The CA's own certificate. */
    public Path authority() {
        return write("ca.pem", authority.getCertificatePEM());
    }

    /** For 127.0.0.1 and localhost. */
    public Pair server() {
        return issue("server", "localhost");
    }

    /**
     * Signed by the CA.
     *
     * @param name its common name, and that of its files
     * @param hosts DNS names it is for; localhost is for 127.0.0.1 too
     */
    public Pair issue(String name, String... hosts) {
        CertificateBuilder builder = named(name);
        for (String host : hosts) {
            builder.addSanDnsName(host);
            if (host.equals("localhost")) {
                builder.addSanIpAddress("127.0.0.1");
            }
        }
        try {
            X509Bundle issued = builder.buildIssuedBy(authority);
            return new Pair(
                    write(name + ".pem", issued.getCertificatePEM() + authority.getCertificatePEM()),
                    write(name + ".key", issued.getPrivateKeyPEM()));
        } catch (Exception e) {
            throw new IllegalStateException("no certificate can be made for " + name, e);
        }
    }

    private static CertificateBuilder named(String name) {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .notBefore(now.minus(SINCE))
                .notAfter(now.plus(HOLDS));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
