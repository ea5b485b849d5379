package org.mesoselk.executor.logstash.forwarder.deliver;

import java.io.IOException;
import java.net.URI;

/** Sends one bulk request; the one thing that deliverers ask of the network. */
public interface BulkTarget {

    /** What came of it as a whole. */
    sealed interface Result {

        /** Elasticsearch has looked at each item. */
        record Looked(BulkAnswer answer) implements Result {}

        /** Nothing was sent: there is something missing on this side. */
        record Unready(String sentence) implements Result {}

        /** It took none of them. */
        record Refused(int status, String sentence) implements Result {

            /** With fewer items it may take them. */
            boolean isAboutTheSize() {
                return status == 413;
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
