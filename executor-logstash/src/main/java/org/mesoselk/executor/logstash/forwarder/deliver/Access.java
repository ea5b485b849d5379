package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.commons.security.UnusableFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this side is trusted by Elasticsearch, and the other way round. Secrets are read anew for each request, so that they
 * can be changed, and are shown to nobody else.
 */
final class Access {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    private final Optional<Path> authorities;
    private final Optional<SecretFile> credentials;
    private final Optional<SecretFile> apiKey;

    /** Kept, because connections are used again only with the same one. */
    private Optional<SSLSocketFactory> sockets = Optional.empty();

    Access(LogstashTask.Access files) {
        this.authorities = files.caFile().map(Path::of);
        this.credentials =
                files.credentialsFile().map(path -> new SecretFile(Path.of(path), "user:password for Elasticsearch"));
        this.apiKey = files.apiKeyFile().map(path -> new SecretFile(Path.of(path), "an API key of Elasticsearch"));
    }

    /** A sentence about a file that is missing, or does not have in it what it should. */
    Optional<String> fault() {
        try {
            sockets();
            header();
            return Optional.empty();
        } catch (UnusableFileException | IOException e) {
            return Optional.of("Elasticsearch cannot be accessed: " + e.getMessage() + ".");
        }
    }

    /** What should be said of the files once. */
    void warn() {
        secret().flatMap(SecretFile::warning).ifPresent(LOG::warn);
    }

    private Optional<SecretFile> secret() {
        return credentials.or(() -> apiKey);
    }

    /** @throws IOException with a clause when a file cannot be used any more */
    void prepare(HttpURLConnection connection) throws IOException {
        try {
            if (connection instanceof HttpsURLConnection secure) {
                sockets().ifPresent(secure::setSSLSocketFactory);
            }
            header().ifPresent(value -> connection.setRequestProperty("Authorization", value));
        } catch (UnusableFileException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The other side was not trusted: its CA may be another one by now. */
    synchronized void isNotTrusted() {
        sockets = Optional.empty();
    }

    /** What to do when Elasticsearch says 401. */
    String unauthorized() {
        return secret().map(file -> "it does not accept what is in " + file.path() + ": put valid credentials there")
                .orElse("it wants credentials, and the task names no file with any (output.access)");
    }

    private synchronized Optional<SSLSocketFactory> sockets() throws UnusableFileException {
        if (sockets.isEmpty() && authorities.isPresent()) {
            sockets = Optional.of(Tls.context(Pem.authorities(authorities.get()), Optional.empty())
                    .getSocketFactory());
        }
        return sockets;
    }

    private Optional<String> header() throws UnusableFileException, IOException {
        if (credentials.isPresent()) {
            String text = credentials.get().read();
            if (text.indexOf(':') <= 0) {
                throw new IOException(
                        credentials.get().path() + " has no colon: it must have user:password for Elasticsearch in it");
            }
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
        }
        return apiKey.isPresent() ? Optional.of("ApiKey " + apiKey.get().read()) : Optional.empty();
    }
}
