package org.mesoselk.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.cli.api.Http;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks Elasticsearch itself how many copies of shards are still on members that have to leave. */
record ShardsElsewhere(Supplier<List<URI>> endpoints, Http http) {

    private static final Pattern ORDINAL = Pattern.compile("^.*-(\\d+)$");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** @param ordinal of the first member that leaves. Empty when Elasticsearch cannot be asked now */
    OptionalInt onMembersFrom(int ordinal) throws InterruptedException {
        for (URI endpoint : endpoints.get()) {
            try {
                Http.Answer answer = http.get(endpoint.resolve("/_cat/shards?format=json&h=node"), TIMEOUT);
                if (answer.status() == 200) {
                    return OptionalInt.of(count(Json.tree(answer.body()), ordinal));
                }
            } catch (IOException | JacksonException e) {
                // Another one may know.
            }
        }
        return OptionalInt.empty();
    }

    /** A copy that is moving is named "from -> address id to". */
    static int count(JsonNode shards, int ordinal) {
        int count = 0;
        for (JsonNode shard : shards) {
            String node = shard.path("node").asString("").split(" ", 2)[0];
            Matcher matcher = ORDINAL.matcher(node);
            count += matcher.matches() && Integer.parseInt(matcher.group(1)) >= ordinal ? 1 : 0;
        }
        return count;
    }
}
