package org.mesoselk.executor.kibana.lifecycle;

import java.util.Optional;

/**
 * What is known of a Kibana beside its task.
 *
 * @param version of the distribution; empty before it was found
 * @param elasticsearch version of the cluster that it was judged against
 * @param status the word in which /api/status has answered last
 */
public record Facts(Optional<String> version, Optional<String> elasticsearch, Optional<String> status) {

    static final Facts NONE = new Facts(Optional.empty(), Optional.empty(), Optional.empty());

    Facts withElasticsearch(String found) {
        return new Facts(version, Optional.of(found), status);
    }

    Facts withStatus(Optional<String> word) {
        return new Facts(version, elasticsearch, word);
    }
}
