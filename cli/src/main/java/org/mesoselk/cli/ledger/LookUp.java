package org.mesoselk.cli.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.api.NodePool;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks Elasticsearch for each acknowledged document by its id. */
final class LookUp {

    private static final int AT_ONCE = 500;

    private final NodePool pool;
    private final Acknowledged acknowledged;
    private final List<String> indices;

    LookUp(NodePool pool, Acknowledged acknowledged, List<String> indices) {
        this.pool = pool;
        this.acknowledged = acknowledged;
        this.indices = indices;
    }

    Comparison compare(Duration patience) throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        long asked = 0;
        for (String index : indices) {
            int[] numbers = acknowledged.numbers(index);
            for (int from = 0; from < numbers.length; from += AT_ONCE) {
                int[] some = Arrays.copyOfRange(numbers, from, Math.min(from + AT_ONCE, numbers.length));
                lookUp(index, some, Deadline.after(patience), missing);
                asked += some.length;
            }
        }
        return new Comparison(asked, asked - missing.size(), List.copyOf(missing));
    }

    private void lookUp(String index, int[] numbers, Deadline deadline, List<String> missing)
            throws IOException, InterruptedException {
        String ids = Arrays.stream(numbers)
                .mapToObj(number -> '"' + WriteLoop.id(number) + '"')
                .collect(Collectors.joining(","));
        while (true) {
            try {
                byte[] answer = pool.request(
                        "POST",
                        "/" + index + "/_mget?_source=false",
                        "{\"ids\":[" + ids + "]}",
                        it -> documents(it, numbers.length));
                for (JsonNode document : documents(answer, numbers.length)) {
                    if (!document.path("found").asBoolean()) {
                        missing.add(index + "/" + document.path("_id").asString());
                    }
                }
                return;
            } catch (IOException e) {
                if (deadline.passed()) {
                    throw new IOException(
                            "Elasticsearch does not say whether it has " + numbers.length + " documents of " + index
                                    + ": " + e.getMessage(),
                            e);
                }
                Deadline.pause();
            }
        }
    }

    /** Every document has to be said to be there or not: an error of its shard is neither, that of a missing index is. */
    private static JsonNode documents(byte[] answer, int wanted) throws IOException {
        JsonNode documents;
        try {
            documents = Json.tree(answer).path("docs");
        } catch (JacksonException e) {
            throw new IOException("the answer is no JSON", e);
        }
        for (JsonNode document : documents) {
            boolean noIndex = document.at("/error/type").asString("").equals("index_not_found_exception");
            if (!document.path("found").isBoolean() && !noIndex) {
                throw new IOException("of " + document.path("_id") + " it says " + document.path("error"));
            }
        }
        if (documents.size() != wanted) {
            throw new IOException("it was asked for " + wanted + " documents and answered for " + documents.size());
        }
        return documents;
    }
}
