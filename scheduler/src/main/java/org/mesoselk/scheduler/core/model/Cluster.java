package org.mesoselk.scheduler.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What must be remembered of the Elasticsearch cluster as a whole.
 *
 * @param uuid recorded once; from then on nothing may form a new cluster
 * @param initialMasterNodes frozen at the first launch, used for every launch until {@code uuid} is recorded
 * @param nextTask number of the next task; makes every task id unique
 */
public record Cluster(Optional<String> uuid, List<String> initialMasterNodes, long nextTask) {
    public static final Cluster NONE = new Cluster(Optional.empty(), List.of(), 1);
}
