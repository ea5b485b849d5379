package org.mesoselk.localmesos;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.mesoselk.commons.security.Identity;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.commons.security.UnusableFileException;
import org.mesoselk.localmesos.http.Credentials;
import org.mesoselk.localmesos.http.ExecutorTokens;
import org.mesoselk.localmesos.http.HttpSecurity;
import org.mesoselk.localmesos.http.Realm;
import org.mesoselk.localmesos.http.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * What masters and agents ask of those who speak to them. Authentication has the names of a real Mesos' flags; TLS, which
 * a real one has in its environment (LIBPROCESS_SSL_*), has names of its own.
 */
final class SecurityFlags {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityFlags.class);

    @Option(
            names = {"--credentials", "--http-credentials", "--http_credentials"},
            paramLabel = "FILE",
            description = "principals and secrets: JSON as Mesos has it, or a line 'principal secret' each")
    private Optional<Path> credentials;

    @Option(
            names = {"--authenticate-http-frameworks", "--authenticate_http_frameworks"},
            description = "a master takes no scheduler without credentials")
    private boolean frameworks;

    @Option(
            names = {"--authenticate-http-readonly", "--authenticate_http_readonly"},
            description = "nobody sees /state and the like without credentials")
    private boolean readonly;

    @Option(
            names = {"--authenticate-http-readwrite", "--authenticate_http_readwrite"},
            description = "nobody uses /api/v1 and the like without credentials")
    private boolean readwrite;

    @Option(
            names = {"--authenticate-http-executors", "--authenticate_http_executors"},
            description = "an agent takes no executor without the token that it gave it")
    private boolean executors;

    @Option(
            names = {"--executor-secret-key", "--executor_secret_key", "--jwt-secret-key", "--jwt_secret_key"},
            paramLabel = "FILE",
            description = "a key to sign executors' tokens with; with it every executor gets one")
    private Optional<Path> executorSecretKey;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "PEM: speak TLS, with this certificate")
    private Optional<Path> certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM: the key of --tls-cert")
    private Optional<Path> key;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description = "PEM: take only clients with a certificate of this CA")
    private Optional<Path> clientAuthority;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM: CA of the master and of servers that agents fetch from by https (what the JVM trusts)")
    private Optional<Path> authority;

    /** @throws IllegalArgumentException with a sentence when something does not fit together */
    HttpSecurity security() {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("--tls-cert and --tls-key belong together: give both or none");
        }
        if (clientAuthority.isPresent() && certificate.isEmpty()) {
            throw new IllegalArgumentException("--tls-client-ca needs --tls-cert and --tls-key");
        }
        try {
            Optional<Identity> identity = certificate.isPresent()
                    ? Optional.of(Pem.identity(certificate.get(), key.orElseThrow(), Instant.now()))
                    : Optional.empty();
            identity.flatMap(Identity::warning).ifPresent(LOG::warn);
            Optional<ServerTls> tls = Optional.empty();
            if (identity.isPresent()) {
                List<X509Certificate> clients = trusted(clientAuthority);
                tls = Optional.of(new ServerTls(Tls.context(clients, identity), !clients.isEmpty()));
            }
            Optional<SSLContext> asClient = authority.isPresent() || identity.isPresent()
                    ? Optional.of(Tls.context(trusted(authority), identity))
                    : Optional.empty();
            return new HttpSecurity(
                    tls,
                    asClient,
                    credentials.map(Credentials::read),
                    executorSecretKey.map(ExecutorTokens::read),
                    required());
        } catch (UnusableFileException unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    private static List<X509Certificate> trusted(Optional<Path> file) throws UnusableFileException {
        return file.isPresent() ? Pem.authorities(file.get()) : List.of();
    }

    private Set<Realm> required() {
        Set<Realm> required = EnumSet.noneOf(Realm.class);
        if (frameworks) {
            required.add(Realm.SCHEDULER);
        }
        if (readonly) {
            required.add(Realm.READONLY);
        }
        if (readwrite) {
            required.add(Realm.READWRITE);
        }
        if (executors) {
            required.add(Realm.EXECUTOR);
        }
        return required;
    }
}
