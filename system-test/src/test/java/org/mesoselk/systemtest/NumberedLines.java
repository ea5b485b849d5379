package org.mesoselk.systemtest;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The lines {@code line 0}, {@code line 1} and so on of a task, as they are found in Elasticsearch.
 *
 * @param documents how many there are
 * @param numbers which
 */
record NumberedLines(long documents, BitSet numbers) {

    /** Where the forwarder writes unless told otherwise. */
    private static final String STREAM = "logs-mesos-default";

    private static final Pattern LINE = Pattern.compile("line (\\d+)( x*)?");
    private static final int PAGE = 5_000;

    /**
     * A shell command that writes lines to stdout, and a tenth as many, numbered by themselves, to stderr.
     *
     * @param first number of the first line
     * @param end number behind the last
     * @param atOnce how many lines there are between two pauses of a tenth of a second
     * @param padding letters behind each number on stdout
     */
    static String writer(long first, long end, int atOnce, int padding) {
        return """
                p=%s; i=%d; while [ $i -lt %d ]; do echo "line $i $p"; \
                [ $((i %% 10)) -ne 0 ] || echo "line $((i / 10))" >&2; i=$((i + 1)); \
                [ $((i %% %d)) -ne 0 ] || sleep 0.1; done""".formatted("x".repeat(padding), first, end, atOnce);
    }

    static long count(Installation installation, String task, String stream) throws IOException {
        String base = Elasticsearch.endpoint(installation) + "/" + STREAM;
        Rest.post(base + "/_refresh", "").expect(200);
        return Rest.post(base + "/_count", "{\"query\": " + query(task, stream) + "}")
                .expect(200)
                .json()
                .path("count")
                .asLong();
    }

    static NumberedLines of(Installation installation, String task, String stream) throws IOException {
        String endpoint = Elasticsearch.endpoint(installation);
        Rest.post(endpoint + "/" + STREAM + "/_refresh", "").expect(200);
        BitSet numbers = new BitSet();
        long documents = 0;
        JsonNode page = Rest.post(
                        endpoint + "/" + STREAM + "/_search?scroll=1m&allow_partial_search_results=false",
                        "{\"size\": %d, \"_source\": [\"message\"], \"sort\": [\"_doc\"], \"query\": %s}"
                                .formatted(PAGE, query(task, stream)))
                .expect(200)
                .json();
        while (!page.at("/hits/hits").isEmpty()) {
            for (JsonNode hit : page.at("/hits/hits")) {
                Matcher line = LINE.matcher(hit.path("_source").path("message").asString());
                if (line.matches()) {
                    documents++;
                    numbers.set(Integer.parseInt(line.group(1)));
                }
            }
            page = Rest.post(
                            endpoint + "/_search/scroll",
                            "{\"scroll\": \"1m\", \"scroll_id\": \""
                                    + page.path("_scroll_id").asString() + "\"}")
                    .expect(200)
                    .json();
        }
        return new NumberedLines(documents, numbers);
    }

    private static String query(String task, String stream) {
        return """
                {"bool": {"filter": [{"term": {"mesos.task.id": "%s"}}, {"term": {"stream": "%s"}},\
                 {"match": {"message": "line"}}]}}""".formatted(task, stream);
    }

    /** The lowest twenty that are not there. */
    List<Integer> missing(int wanted) {
        BitSet missing = (BitSet) numbers.clone();
        missing.flip(0, wanted);
        return missing.stream().limit(20).boxed().toList();
    }

    /** Documents beyond one for each number. */
    long duplicates() {
        return documents - numbers.cardinality();
    }
}
