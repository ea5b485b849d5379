package org.mesoselk.commons.mesos;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.mesoselk.commons.security.Identity;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.commons.security.UnusableFileException;

/**
 * How an executor speaks TLS to its agent, by the variables that Mesos' own executors read. An agent does not give them
 * by itself: they come from its {@code --executor_environment_variables}, or from the framework.
 *
 * @param hostname that the agent's certificate must be for; empty when it is to be for the address that is connected to
 */
public record AgentTls(SSLContext context, Optional<String> hostname) {

    /** Set by our schedulers: agents tell an executor their address, and certificates are mostly for names. */
    public static final String HOSTNAME = "MESOS_ELK_AGENT_HOSTNAME";

    public static final String ENABLED = "LIBPROCESS_SSL_ENABLED";
    public static final String AUTHORITIES = "LIBPROCESS_SSL_CA_FILE";
    public static final String CERTIFICATE = "LIBPROCESS_SSL_CERT_FILE";
    public static final String KEY = "LIBPROCESS_SSL_KEY_FILE";

    private static final Set<String> YES = Set.of("1", "true");

    /**
     * Empty when TLS is not enabled. Without a CA file those are trusted that the JVM trusts; a certificate of the
     * agent's is always verified, also where Mesos' own executors would not.
     *
     * @throws IllegalArgumentException with a sentence when a file cannot be used
     */
    static Optional<AgentTls> of(Map<String, String> environment, Instant now) {
        if (!YES.contains(environment.getOrDefault(ENABLED, ""))) {
            return Optional.empty();
        }
        Optional<Path> authorities = file(environment, AUTHORITIES);
        Optional<Path> certificate = file(environment, CERTIFICATE);
        Optional<Path> key = file(environment, KEY);
        try {
            List<X509Certificate> trusted = authorities.isPresent() ? Pem.authorities(authorities.get()) : List.of();
            Optional<Identity> identity = certificate.isPresent() && key.isPresent()
                    ? Optional.of(Pem.identity(certificate.get(), key.get(), now))
                    : Optional.empty();
            return Optional.of(new AgentTls(
                    Tls.context(trusted, identity),
                    Optional.ofNullable(environment.get(HOSTNAME)).filter(name -> !name.isBlank())));
        } catch (UnusableFileException unusable) {
            throw new IllegalArgumentException(
                    "TLS to the agent (" + ENABLED + ", " + AUTHORITIES + ", …): " + unusable.getMessage(), unusable);
        }
    }

    private static Optional<Path> file(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }
}
