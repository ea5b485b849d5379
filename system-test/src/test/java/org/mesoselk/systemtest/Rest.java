package org.mesoselk.systemtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** JSON over HTTP, as a client of the scheduler's API or of Elasticsearch would speak it. */
final class Rest {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Rest() {}

    record Answer(int status, String body) {
        JsonNode json() {
            return Json.mapper().readTree(body);
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("expected HTTP " + wanted + ", got " + status + ": " + body);
            }
            return this;
        }
    }

    static Answer get(String url) throws IOException {
        return send("GET", url, null);
    }

    /** For one that may have been stopped: gives up soon. */
    static Answer get(String url, Duration atMost) throws IOException {
        return send("GET", url, null, atMost);
    }

    static Answer put(String url, String body) throws IOException {
        return send("PUT", url, body);
    }

    static Answer post(String url, String body) throws IOException {
        return send("POST", url, body);
    }

    /** As a browser sends a form. */
    static Answer form(String url, String fields) throws IOException {
        return send("POST", url, fields, Duration.ofSeconds(30), "application/x-www-form-urlencoded");
    }

    static Answer send(String method, String url, String body) throws IOException {
        return send(method, url, body, Duration.ofSeconds(30));
    }

    private static Answer send(String method, String url, String body, Duration atMost) throws IOException {
        return send(method, url, body, atMost, "application/json");
    }

    private static Answer send(String method, String url, String body, Duration atMost, String contentType)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(atMost)
                .header("Content-Type", contentType)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
