package org.mesoselk.benchmarks.cluster;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;
import org.mesoselk.benchmarks.Http;

/** The same documents for both sides. */
final class Documents {

    private static final int COUNT = 10_000;
    private static final int BATCH = 2_000;
    private static final long SEED = 20260102;

    private Documents() {}

    /** With a copy on every node, as our template gives them and as somebody by hand would ask for. */
    static void index(String node) throws IOException, InterruptedException {
        Http.send(
                "PUT",
                node + "/documents",
                "{\"settings\": {\"number_of_shards\": 3, \"index.auto_expand_replicas\": \"0-all\"}}");
        Random random = new Random(SEED);
        for (int done = 0; done < COUNT; done += BATCH) {
            StringBuilder lines = new StringBuilder();
            for (int i = done; i < done + BATCH; i++) {
                lines.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n{\"text\":\"");
                lines.append(words(random)).append("\"}\n");
            }
            Http.send("POST", node + "/documents/_bulk", lines.toString());
        }
        Http.send("POST", node + "/documents/_flush", "");
    }

    private static String words(Random random) {
        return random.ints(20, 0, 5_000).mapToObj(word -> "word" + word).collect(Collectors.joining(" "));
    }
}
