package org.mesoselk.executor.logstash.forwarder.deliver;

import org.mesoselk.commons.logstash.LogstashTask.Output;

/**
 * What differs between the lines of Elasticsearch for who writes events: where to, but not which bytes.
 *
 * @param bulk path and query of the bulk API
 * @param template path of the index template
 * @param templateBody as that API takes it
 */
record Dialect(String bulk, String template, String templateBody) {

    /** The one type of documents that an index of 5.x is to have; 6.x and later know no other. */
    static final String TYPE = "doc";

    static Dialect present(Output output) {
        IndexTemplate template = IndexTemplate.of(output);
        // Without the template Elasticsearch would make an ordinary index of this name; with the parameter it refuses.
        String bulk = output.index().isPresent()
                ? "/_bulk?" + BulkAnswer.FILTER
                : "/" + stream(output) + "/_bulk?require_data_stream=true&" + BulkAnswer.FILTER;
        return new Dialect(bulk, "/_index_template/" + template.name(), template.body());
    }

    /**
     * Without data streams, what would go to one goes to an index of its name: a repeat is the same document there, which it
     * would not be in the index of the next day.
     */
    static Dialect line5(Output output) {
        IndexTemplate template = IndexTemplate.line5(output);
        // Of the path only the type counts for events that name their index.
        return new Dialect(
                "/" + stream(output) + "/" + TYPE + "/_bulk?" + BulkAnswer.FILTER,
                "/_template/" + template.name(),
                template.body());
    }

    private static String stream(Output output) {
        return "logs-" + output.dataset() + "-" + output.namespace();
    }
}
