package org.mesoselk.cli.logs;

import tools.jackson.databind.JsonNode;

/**
 * One event.
 *
 * @param id unlike that of any other event
 * @param time as the event has it
 * @param stream stdout or stderr
 * @param message the line as it was
 */
record LogLine(String id, String time, String stream, String task, String message) {

    private static final String NOT_TOLD = "-";

    static LogLine of(JsonNode hit) {
        JsonNode source = hit.path("_source");
        return new LogLine(
                hit.path("_index").asString("") + "/" + hit.path("_id").asString(""),
                source.path(Fields.TIMESTAMP).asString(NOT_TOLD),
                source.path(Fields.STREAM).asString(NOT_TOLD),
                at(source, Fields.TASK_ID),
                source.path(Fields.MESSAGE).asString(""));
    }

    /** An event may have come with its fields one in another or with dots in their names: Elasticsearch keeps either. */
    private static String at(JsonNode source, String field) {
        JsonNode dotted = source.path(field);
        return dotted.isMissingNode()
                ? source.at("/" + field.replace('.', '/')).asString(NOT_TOLD)
                : dotted.asString(NOT_TOLD);
    }

    /** @param withTask when there are several of one name */
    String text(boolean withTask) {
        return time + " " + stream + " " + (withTask ? task + " " : "") + message;
    }
}
