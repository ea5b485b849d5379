package org.mesoselk.scheduler.core.model;

import java.util.List;
import java.util.Map;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.commons.kibana.KibanaReport;

/**
 * What the Kibana framework remembers between ticks.
 *
 * @param endpoints the last that were known of Elasticsearch, by group
 * @param endpointsUnknown why they could not be had last, by group; none where they could
 * @param keys by which instances encrypt, by group; never stored with the records, and never shown
 * @param keysUnknown why they could not be had, by group
 * @param reports what executors said of their Kibana, by task id
 * @param endpointsSent the endpoints last sent, by task id
 */
public record KibanaMemory(
        Map<String, List<String>> endpoints,
        Map<String, String> endpointsUnknown,
        Map<String, EncryptionKeys> keys,
        Map<String, String> keysUnknown,
        Map<String, KibanaReport> reports,
        Map<String, List<String>> endpointsSent) {

    /** Nothing has been asked yet. */
    public static final KibanaMemory NONE =
            new KibanaMemory(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
}
