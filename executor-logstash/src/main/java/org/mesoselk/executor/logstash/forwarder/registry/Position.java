package org.mesoselk.executor.logstash.forwarder.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.mesoselk.executor.logstash.forwarder.read.FileKey;
import org.mesoselk.executor.logstash.forwarder.read.Fingerprint;

/**
 * How far a file has got into Elasticsearch.
 *
 * @param id the file's identity in document ids, stored before the first of its documents leaves
 * @param path where it was last seen
 * @param offset all before it is acknowledged
 * @param index that lines from there on went to, when each period has an index of its own; empty with a data stream
 */
public record Position(
        String id,
        FileKey file,
        Fingerprint fingerprint,
        String path,
        long offset,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String index) {

    public Position {
        index = index == null ? "" : index;
    }

    /** In a data stream. */
    public Position(String id, FileKey file, Fingerprint fingerprint, String path, long offset) {
        this(id, file, fingerprint, path, offset, "");
    }

    public Position in(String other) {
        return new Position(id, file, fingerprint, path, offset, other);
    }
}
