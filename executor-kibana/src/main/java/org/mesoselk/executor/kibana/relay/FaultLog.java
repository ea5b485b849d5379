package org.mesoselk.executor.kibana.relay;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what Kibana does not see because another endpoint answered: once when it begins, changes or is over. */
final class FaultLog {

    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    private final Map<URI, String> faults = new HashMap<>();

    synchronized void fault(URI endpoint, String cause) {
        if (!cause.equals(faults.put(endpoint, cause))) {
            LOG.warn("Elasticsearch at {}: {}", endpoint, cause);
        }
    }

    synchronized void answered(URI endpoint) {
        if (faults.remove(endpoint) != null) {
            LOG.info("Elasticsearch at {} answers again", endpoint);
        }
    }

    /** @param endpoints those that are left */
    synchronized void forgetAllBut(java.util.Collection<URI> endpoints) {
        faults.keySet().retainAll(endpoints);
    }
}
