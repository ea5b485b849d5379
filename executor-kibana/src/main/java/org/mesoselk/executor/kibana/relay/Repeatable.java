package org.mesoselk.executor.kibana.relay;

import java.util.Set;

/**
 * Which requests change nothing in Elasticsearch, so that one whose connection broke before an answer came can be sent
 * again: it may have been carried out or not.
 */
final class Repeatable {

    /** Of Elasticsearch's REST API: what is asked with POST because the question is in the body. */
    private static final Set<String> READS = Set.of(
            "_search",
            "_msearch",
            "_mget",
            "_count",
            "_field_stats",
            "_field_caps",
            "_mapping",
            "_mappings",
            "_explain");

    /** Gives the next page of a scroll, and another one each time. */
    private static final String NEXT_PAGE = "/_search/scroll";

    private Repeatable() {}

    /** @param path of the request, with or without what follows the question mark */
    static boolean isSafe(String method, String path) {
        String plain = plain(path);
        if (method.equals("GET") || method.equals("HEAD")) {
            return !plain.contains(NEXT_PAGE);
        }
        // A search with scroll=… opens a context; a second one is a context more, which ends by itself.
        return method.equals("POST") && READS.contains(plain.substring(plain.lastIndexOf('/') + 1));
    }

    private static String plain(String path) {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
