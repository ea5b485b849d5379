package org.mesoselk.localmesos.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.apache.mesos.v1.Protos.CommandInfo;

/**
 * Brings the URIs of a command into a sandbox, by the rules of Mesos' fetcher: http(s), {@code file://} and absolute
 * paths; an executable is only made executable, else an archive is extracted unless told not to; the file itself stays.
 */
public final class Fetcher {

    private static final String DISK_FULL = "No space left on device";
    private static final int MAX_REDIRECTS = 10;

    private final Duration stallTimeout;
    private final Optional<SSLContext> tls;

    /** As {@link #Fetcher(Duration, Optional)}, with the TLS of the JVM. */
    public Fetcher(Duration stallTimeout) {
        this(stallTimeout, Optional.empty());
    }

    /**
     * Fetches with patience.
     *
     * @param stallTimeout a download that brings nothing for so long has failed (Mesos: 1 min)
     * @param tls for https
     */
    public Fetcher(Duration stallTimeout, Optional<SSLContext> tls) {
        this.stallTimeout = stallTimeout;
        this.tls = tls;
    }

    /**
     * Fetches one after the other, and stops at the first that fails.
     *
     * @param log told a line per step
     */
    public void fetch(List<CommandInfo.URI> uris, Path sandbox, Consumer<String> log) throws FetchException {
        for (CommandInfo.URI uri : uris) {
            String value = uri.getValue().strip();
            try {
                log.accept("Fetching URI '" + value + "'");
                Path file = target(uri, value, sandbox);
                Files.createDirectories(file.getParent());
                copy(value, file);
                log.accept("Fetched '" + value + "' to '" + file + "'");
                if (uri.getExecutable()) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                } else if (uri.getExtract() && Archive.extract(file, sandbox)) {
                    log.accept("Extracted '" + file + "' into '" + sandbox + "'");
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new FetchException(value, sentence(e));
            }
        }
    }

    private static Path target(CommandInfo.URI uri, String value, Path sandbox) {
        String name = uri.hasOutputFile() ? uri.getOutputFile() : basename(value);
        Path file = sandbox.resolve(name).normalize();
        if (name.isEmpty() || file.equals(sandbox) || !file.startsWith(sandbox)) {
            throw new IllegalArgumentException("the name '" + name + "' does not lie in the sandbox");
        }
        return file;
    }

    /** As Mesos: what stands behind the last slash, which for a URL includes a query. */
    private static String basename(String value) {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    private void copy(String value, Path file) throws IOException {
        if (value.startsWith("/")) {
            copyLocal(Path.of(value), file);
        } else if (value.startsWith("file://")) {
            copyLocal(Path.of(value.substring("file://".length())), file);
        } else if (value.startsWith("http://") || value.startsWith("https://")) {
            download(URI.create(value).toURL(), file);
        } else {
            throw new IllegalArgumentException(
                    "only http://, https://, file:// and absolute paths can be fetched by this agent");
        }
    }

    private static void copyLocal(Path source, Path file) throws IOException {
        if (Files.isDirectory(source)) {
            throw new IOException("it is a directory");
        }
        Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void download(URL first, Path file) throws IOException {
        URL url = first;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(Math.toIntExact(stallTimeout.toMillis()));
            connection.setReadTimeout(Math.toIntExact(stallTimeout.toMillis()));
            connection.setInstanceFollowRedirects(false);
            if (connection instanceof HttpsURLConnection secure) {
                tls.ifPresent(context -> secure.setSSLSocketFactory(context.getSocketFactory()));
            }
            try {
                int status = connection.getResponseCode();
                String location = connection.getHeaderField("Location");
                if (status / 100 == 3 && location != null) {
                    url = new URL(url, location);
                    continue;
                }
                if (status != HttpURLConnection.HTTP_OK) {
                    throw new IOException("received HTTP return code " + status);
                }
                try (InputStream body = connection.getInputStream()) {
                    Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
                }
                return;
            } finally {
                connection.disconnect();
            }
        }
        throw new IOException("more than " + MAX_REDIRECTS + " redirects");
    }

    private static String sentence(Exception e) {
        // The JDK blames the source of a copy.
        if (String.valueOf(e.getMessage()).contains(DISK_FULL)) {
            return "it cannot be written to the sandbox: " + DISK_FULL + "; free disk space on the agent";
        }
        if (e instanceof NoSuchFileException missing) {
            return "No such file or directory: " + missing.getFile();
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        if (e instanceof java.net.UnknownHostException unknown) {
            return "unknown host " + unknown.getMessage();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
