package org.mesoselk.executor.elasticsearch.distribution;

/** What came of looking for the distribution. */
public sealed interface Located {

    record Found(Home home) implements Located {}

    /** One sentence with the remedy. */
    record Missing(String sentence) implements Located {}
}
