package org.mesoselk.cli.ledger;

import java.util.List;

/**
 * What became of the acknowledged documents, each looked up by itself.
 *
 * @param missing INDEX/ID of those that Elasticsearch says it does not have
 */
public record Comparison(long acknowledged, long found, List<String> missing) {

    public boolean complete() {
        return missing.isEmpty() && found == acknowledged;
    }
}
