package org.mesoselk.scheduler.options;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A small text from a file of this host or over http(s). What goes wrong is a clause with its remedy. */
final class ReadText {

    /** Bytes; all pipelines together have to fit into one record of ZooKeeper, which takes 1 MB. */
    static final int MOST_BYTES = 1024 * 1024;

    /** For all of it, as a start must not hang. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Pattern WEB = Pattern.compile("(?i)https?://.*");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)https?://[^/?#]*@.*");
    private static final Pattern FILE = Pattern.compile("(?i)file:.*");

    private ReadText() {}

    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String clause) {
            super(clause);
        }
    }

    /** @param source a path, or a URL that begins with http, https or file */
    static String from(String source) throws UnreadableException {
        return from(source, PATIENCE);
    }

    static String from(String source, Duration patience) throws UnreadableException {
        byte[] bytes = WEB.matcher(source).matches() ? fetched(url(source), patience) : read(path(source));
        if (bytes.length > MOST_BYTES) {
            throw new UnreadableException("it has more than " + MOST_BYTES + " bytes: name the text of a pipeline");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new UnreadableException("it is not text in UTF-8: name the text of a pipeline");
        }
    }

    private static URI url(String source) throws UnreadableException {
        if (CREDENTIALS.matcher(source).matches()) {
            throw new UnreadableException("a URL must have no credentials in it: options can be read by everybody on"
                    + " this host; name a file, or a URL that needs none");
        }
        try {
            URI url = URI.create(source);
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new UnreadableException("it is no URL: write it as http://host/web.conf");
    }

    private static Path path(String source) throws UnreadableException {
        try {
            return FILE.matcher(source).matches() ? Path.of(URI.create(source)) : Path.of(source);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("it is no path of this host and no URL: write it as /etc/logstash/web.conf");
        }
    }

    private static byte[] read(Path path) throws UnreadableException {
        String absolute = path.toAbsolutePath().toString();
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UnreadableException(absolute + " is not a file: name each pipeline's own file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new UnreadableException(
                    "there is no file " + absolute + " on this scheduler's host: put it there, or correct the path");
        } catch (IOException e) {
            throw new UnreadableException(absolute + " cannot be read by user " + System.getProperty("user.name")
                    + ": let this user read it (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static byte[] fetched(URI url, Duration patience) throws UnreadableException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(patience).GET().build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new FirstBytes(MOST_BYTES + 1));
        try {
            // The request's own time-out ends with the head of the answer.
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new UnreadableException("the server answers HTTP " + response.statusCode()
                        + ": it must answer 200 with the text; correct the URL, or name a file");
            }
            return response.body();
        } catch (TimeoutException e) {
            throw late(patience);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw late(patience);
            }
            String cause = e.getCause().getMessage() == null
                    ? e.getCause().getClass().getSimpleName()
                    : e.getCause().getMessage();
            throw new UnreadableException(
                    "it cannot be fetched (" + cause + "): correct the URL, start its server, or name a file");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("the start was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static UnreadableException late(Duration patience) {
        return new UnreadableException("the server has not sent the text within " + patience.toMillis() / 1000.0
                + " s: see to it, or name a file");
    }
}
