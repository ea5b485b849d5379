package org.mesoselk.executor.logstash.official.api;

/** What came of asking Logstash how it is. */
public sealed interface Look {

    record Answered(NodeStats stats) implements Look {}

    /** @param cause as a clause */
    record Silent(String cause) implements Look {}
}
