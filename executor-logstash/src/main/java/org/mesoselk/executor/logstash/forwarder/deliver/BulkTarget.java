package org.mesoselk.executor.logstash.forwarder.deliver;

import java.io.IOException;
import java.net.URI;

/** Sends one bulk request; the one thing that deliverers ask of the network. */
public interface BulkTarget {

    /** What came of it as a whole. */
    sealed interface Result {

        /** Elasticsearch has looked at each item. */
        record Looked(BulkAnswer answer) implements Result {}

        /** It took none of them: by its status, whether one is to come back, or ask for less. */
        record Refused(int status, String sentence) implements Result {

            /** It could not take the request as it is; with fewer items it may. */
            boolean isAboutTheRequest() {
                return status == 400 || status == 413;
            }
        }
    }

    /**
     * Sends the first {@code items} items.
     *
     * @throws IOException when nobody knows whether they have arrived
     */
    Result send(URI endpoint, Batch batch, int items) throws IOException;
}
