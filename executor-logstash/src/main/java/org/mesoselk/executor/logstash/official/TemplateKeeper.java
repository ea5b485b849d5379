package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mesoselk.executor.logstash.forwarder.deliver.ElasticsearchTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the forwarder's index template in place while Logstash is still starting: its output makes none for a data stream,
 * and would fill one without the operator's replicas.
 */
final class TemplateKeeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateKeeper.class);

    private static final long PAUSE_MILLIS = 5_000;

    private final ElasticsearchTarget target;
    private final Supplier<List<URI>> endpoints;
    private String trouble = "";

    /** @param endpoints where Elasticsearch is at the moment */
    TemplateKeeper(ElasticsearchTarget target, Supplier<List<URI>> endpoints) {
        this.target = target;
        this.endpoints = endpoints;
    }

    /** Until it is there, or this thread is interrupted. */
    @Override
    public void run() {
        try {
            while (!isThere()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isThere() {
        for (URI endpoint : endpoints.get()) {
            Optional<String> cause = put(endpoint);
            if (cause.isEmpty()) {
                return true;
            }
            if (!cause.get().equals(trouble)) {
                trouble = cause.get();
                LOG.warn("The index template is not in place: {}", trouble);
            }
        }
        return false;
    }

    private Optional<String> put(URI endpoint) {
        try {
            return target.putTemplate(endpoint);
        } catch (IOException e) {
            return Optional.of(endpoint + ": " + e);
        }
    }
}
