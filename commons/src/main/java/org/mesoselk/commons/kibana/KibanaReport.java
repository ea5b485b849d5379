package org.mesoselk.commons.kibana;

import java.util.Optional;

/**
 * What an executor says of its Kibana, as JSON in the data of its status updates.
 *
 * @param version of the distribution, e.g. 8.15.3; empty before it was found
 * @param elasticsearch version of the cluster that it was judged against; empty while none has answered
 * @param url http://host:port with the base path, as a browser reaches it without a reverse proxy
 * @param status what /api/status says: green, yellow or red (available, degraded or unavailable since 7.15); empty before
 *     it has answered
 * @param fingerprint {@link KibanaTask#fingerprint}
 */
public record KibanaReport(
        Optional<String> version,
        Optional<String> elasticsearch,
        String url,
        Optional<String> status,
        String fingerprint) {}
