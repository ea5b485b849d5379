package org.mesoselk.localmesos.replay;

import tools.jackson.databind.JsonNode;

/** Events as one word of a score. */
final class Words {

    private Words() {}

    static String of(JsonNode event) {
        String type = event.path("type").asString("?");
        return switch (type) {
            case "UPDATE" ->
                "UPDATE:" + event.at("/update/status/task_id/value").asString() + ":"
                        + event.at("/update/status/state").asString()
                        + (event.at("/update/status/uuid").isMissingNode() ? "" : "+");
            case "UPDATE_OPERATION_STATUS" ->
                "OPERATION:"
                        + event.at("/update_operation_status/status/operation_id/value")
                                .asString("") + ":"
                        + event.at("/update_operation_status/status/state").asString("");
            case "FAILURE" ->
                "FAILURE"
                        + (event.at("/failure/executor_id").isMissingNode()
                                ? ""
                                : ":" + event.at("/failure/executor_id/value").asString());
            case "ERROR" -> "ERROR";
            default -> type;
        };
    }
}
