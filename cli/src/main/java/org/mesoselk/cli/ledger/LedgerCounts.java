package org.mesoselk.cli.ledger;

import java.time.Duration;

/**
 * What a ledger has done so far.
 *
 * @param acknowledged documents that Elasticsearch said it has
 * @param failedWrites documents that were given up after the retry; nothing is owed for them
 * @param searches all, with those that failed
 * @param failedSearches failed at the first endpoint and at the second
 * @param longestGap the longest time without an acknowledged document, from the start to the end
 */
public record LedgerCounts(
        long acknowledged, long failedWrites, long searches, long failedSearches, Duration longestGap) {}
