package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;

/**
 * As much of HTTP as the bulk API needs, by the JDK's HttpURLConnection: it keeps connections, streams the body out of
 * the batch, and takes a few hundred kB of memory.
 */
final class ElasticsearchHttp {

    private static final int LONGEST_SENTENCE = 4096;

    private final int connectMillis;
    private final int readMillis;
    private final boolean gzip;
    private final Access access;

    ElasticsearchHttp(Duration connect, Duration read, boolean gzip, Access access) {
        this.connectMillis = (int) connect.toMillis();
        this.readMillis = (int) read.toMillis();
        this.gzip = gzip;
        this.access = access;
    }

    /** Reads a successful answer. */
    interface Body<T> {
        T read(InputStream body) throws IOException;
    }

    /** What came back. */
    sealed interface Answer<T> {

        record Success<T>(T value) implements Answer<T> {}

        /** @param sentence the beginning of the body */
        record Failure<T>(int status, String sentence) implements Answer<T> {}
    }

    <T> Answer<T> send(String method, URI endpoint, String path, String type, byte[] body, int length, Body<T> reader)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(endpoint + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(connectMillis);
        connection.setReadTimeout(readMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        access.prepare(connection);
        try {
            if (length > 0) {
                write(connection, type, body, length);
            }
            int status = connection.getResponseCode();
            if (status >= 200 && status < 300) {
                try (InputStream in = connection.getInputStream()) {
                    return new Answer.Success<>(reader.read(in));
                }
            }
            String sentence = sentence(connection);
            return new Answer.Failure<>(
                    status, status == HttpURLConnection.HTTP_UNAUTHORIZED ? access.unauthorized() : sentence);
        } catch (HttpRetryException streamed) {
            return new Answer.Failure<>(streamed.responseCode(), access.unauthorized());
        } catch (SSLException untrusted) {
            access.isNotTrusted();
            throw untrusted;
        }
    }

    private void write(HttpURLConnection connection, String type, byte[] body, int length) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", type);
        if (gzip) {
            connection.setRequestProperty("Content-Encoding", "gzip");
            connection.setChunkedStreamingMode(0);
            try (OutputStream out = new GZIPOutputStream(connection.getOutputStream(), 32 * 1024)) {
                out.write(body, 0, length);
            }
        } else {
            // Streamed, so that neither a copy is made nor the request repeated behind our back.
            connection.setFixedLengthStreamingMode(length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body, 0, length);
            }
        }
    }

    private static String sentence(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            if (in == null) {
                return "";
            }
            String text = new String(in.readNBytes(LONGEST_SENTENCE), UTF_8).strip();
            in.skip(Long.MAX_VALUE);
            return text.length() > 300 ? text.substring(0, 300) + "…" : text;
        }
    }
}
