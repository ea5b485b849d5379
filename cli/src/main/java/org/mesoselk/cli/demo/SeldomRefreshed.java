package org.mesoselk.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Http;

/**
 * Makes an index that shows new documents to searches every half minute, not every second. Each node has a copy and refreshes
 * it for itself: of what a small node takes with a document written a second, refreshes were more than a third.
 */
record SeldomRefreshed(Supplier<List<URI>> endpoints, Http http) {

    private static final byte[] SETTINGS =
            "{\"settings\": {\"index.refresh_interval\": \"30s\"}}".getBytes(StandardCharsets.UTF_8);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** @throws Failure when Elasticsearch does not take it */
    void create(String index) throws InterruptedException {
        String why = "no node is known";
        for (URI endpoint : endpoints.get()) {
            try {
                Http.Answer answer = http.put(endpoint.resolve("/" + index), SETTINGS, TIMEOUT);
                if (answer.status() == 200) {
                    return;
                }
                why = new String(answer.body(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                why = Failure.words(e);
            }
        }
        throw Failure.failed("Elasticsearch does not make the index " + index + ": " + why);
    }
}
