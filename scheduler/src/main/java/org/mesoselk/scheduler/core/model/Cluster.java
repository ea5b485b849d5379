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

    public Cluster withUuid(String recorded) {
        return new Cluster(Optional.of(recorded), initialMasterNodes, nextTask);
    }

    public Cluster withInitialMasterNodes(List<String> names) {
        return new Cluster(uuid, List.copyOf(names), nextTask);
    }

    public Cluster withNextTask(long number) {
        return new Cluster(uuid, initialMasterNodes, number);
    }
}
