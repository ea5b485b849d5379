package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the core remembers between ticks and that a restarted scheduler learns anew: it belongs to one subscription
 * and is never stored.
 *
 * @param subscribed whether there is a subscription; without one nothing is sent to Mesos
 * @param disconnectedCause why not, as a sentence
 * @param offers held now, by offer id; only those that came since the last tick, normally
 * @param unreconciled tasks that Mesos has not yet said anything of in this subscription: when to ask (again), how often asked
 * @param suppressed whether offers are suppressed
 * @param revivedAt last REVIVE (or the subscription itself)
 * @param reviveWork names of the members that the last REVIVE was for
 * @param seedsSent seed hosts last sent, by task id
 * @param reports what executors said of their nodes, by task id
 * @param foreignTasks tasks of this framework that no record speaks of: listed, never killed
 * @param agentsSeen agent id to host name of each agent seen in this subscription
 * @param elasticsearch the last look at Elasticsearch
 */
public record Memory(
        boolean subscribed,
        String disconnectedCause,
        Map<String, Offer> offers,
        Map<String, Ask> unreconciled,
        boolean suppressed,
        Instant revivedAt,
        Set<String> reviveWork,
        Map<String, List<String>> seedsSent,
        Map<String, org.mesoselk.commons.elastic.NodeReport> reports,
        Map<String, TaskUpdate> foreignTasks,
        Map<String, String> agentsSeen,
        ElasticsearchView elasticsearch) {

    public record Ask(Instant nextAt, int asked) {}

    /** Before the first subscription. */
    public static Memory initial(Instant now) {
        return new Memory(
                false,
                "not yet subscribed",
                Map.of(),
                Map.of(),
                false,
                now,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                new ElasticsearchView.Unknown(now, "not yet asked"));
    }

    public Optional<ElasticsearchView.Known> knownElasticsearch() {
        return elasticsearch instanceof ElasticsearchView.Known known ? Optional.of(known) : Optional.empty();
    }
}
