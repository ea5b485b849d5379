package org.mesoselk.executor.logstash.official.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/** Logstash's monitoring API, on loopback. */
public final class LogstashApi {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();

    private final URI stats;

    public LogstashApi(int port) {
        this.stats = URI.create("http://127.0.0.1:" + port + "/_node/stats/pipelines");
    }

    public Look look() {
        try {
            URL url = stats.toURL();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                return new Look.Silent(stats + " answers " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                return new Look.Answered(NodeStats.of(Json.tree(body.readAllBytes())));
            }
        } catch (IOException e) {
            return new Look.Silent(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (JacksonException e) {
            return new Look.Silent(stats + " answers what is no JSON: " + e.getOriginalMessage());
        }
    }
}
