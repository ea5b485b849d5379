package org.mesoselk.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One request after another to a server of this installation. */
public final class Http {

    private Optional<HttpClient> client = Optional.empty();

    /** @param status HTTP's */
    public record Answer(int status, String contentType, byte[] body) {
        boolean ok() {
            return status / 100 == 2;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Answer get(URI uri, Duration timeout) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).timeout(timeout).GET().build());
    }

    public Answer put(URI uri, byte[] json, Duration timeout) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    /** Whether the server answers the request with success. */
    public boolean ok(URI uri) throws InterruptedException {
        try {
            return get(uri, Duration.ofSeconds(5)).ok();
        } catch (IOException e) {
            return false;
        }
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client().send(request, HttpResponse.BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), type, response.body());
    }

    /** Made at the first request: a command that finds nothing to ask is spared its start. */
    private HttpClient client() {
        if (client.isEmpty()) {
            client = Optional.of(HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build());
        }
        return client.get();
    }
}
