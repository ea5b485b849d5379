package org.mesoselk.executor.kibana.guard;

/** What came of asking Elasticsearch for its version. */
public sealed interface Answer {

    /** @param number e.g. 8.19.20 */
    record Version(String number) implements Answer {}

    /** It is there and does not tell: without the right login, or because it is not for this executor to ask. */
    record Withheld(String cause) implements Answer {}

    /** Nobody answered: nothing is known. */
    record Unreachable(String cause) implements Answer {}
}
