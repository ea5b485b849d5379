package org.mesoselk.scheduler.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** What real Elasticsearches answered: 8.19.20, and 5.6.16 where it is named. */
final class Answers {
    private Answers() {}

    static byte[] bytes(String name) {
        return bytes("8.19.20", name);
    }

    static byte[] bytes(String version, String name) {
        try (InputStream stream =
                Answers.class.getResourceAsStream("/elasticsearch-" + version + "/" + name + ".json")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String name) {
        return Json.tree(bytes(name));
    }

    static ReadView.Answers recorded() {
        return with(tree("state"));
    }

    static ReadView.Answers with(JsonNode state) {
        return new ReadView.Answers(
                tree("settings"),
                tree("disk"),
                tree("http"),
                tree("template"),
                tree("health"),
                state,
                Optional.empty());
    }
}
