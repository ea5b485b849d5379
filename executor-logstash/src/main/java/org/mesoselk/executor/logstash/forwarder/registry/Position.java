package org.mesoselk.executor.logstash.forwarder.registry;

import org.mesoselk.executor.logstash.forwarder.read.FileKey;
import org.mesoselk.executor.logstash.forwarder.read.Fingerprint;

/**
 * How far a file has got into Elasticsearch.
 *
 * @param id the file's identity in document ids, stored before the first of its documents leaves
 * @param path where it was last seen
 * @param offset all before it is acknowledged
 */
public record Position(String id, FileKey file, Fingerprint fingerprint, String path, long offset) {}
