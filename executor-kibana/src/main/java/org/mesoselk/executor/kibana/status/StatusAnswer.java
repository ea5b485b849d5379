package org.mesoselk.executor.kibana.status;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads an answer to GET /api/status. Up to 7.14 the word is in status.overall.state, from 7.15 on in
 * status.overall.level, and 8 shows no more than that to who has not logged in.
 */
final class StatusAnswer {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int LONGEST = 200;

    private StatusAnswer() {}

    static Look read(int status, byte[] body) {
        if (status == UNAUTHORIZED || status == FORBIDDEN || status / 100 == 3) {
            return new Look.WantsLogin();
        }
        try {
            JsonNode overall = Json.tree(body).path("status").path("overall");
            String word = overall.path("level").asString(overall.path("state").asString(""));
            if (!word.isEmpty()) {
                return new Look.Says(word.toLowerCase(Locale.ROOT));
            }
        } catch (JacksonException e) {
            // "Kibana server is not ready yet" and the like: text, and no status.
        }
        String said = new String(body, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return new Look.Silent("it answers " + status
                + (said.isEmpty() ? "" : ": " + (said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said)));
    }
}
