package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.elastic.NodeReport;

/**
 * All that the core remembers between ticks and that a restarted scheduler learns anew: it belongs to one subscription
 * and is never stored.
 *
 * @param subscribed whether there is a subscription; without one nothing is sent to Mesos
 * @param disconnection why not
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
 * @param doubts tasks of which Mesos said that it does not know them, and launches that it has not confirmed: asked for
 *     again and again, by task id
 * @param killsSent when a task's KILL was last sent, by task id
 * @param said the last status of each of our tasks in this subscription, by task id
 * @param waitingSince since when a member could be launched and no offer has suited it, by its name
 * @param refusals why the latest offers were not used, by the name of the member that waits
 * @param complaints why the last call of a kind to Elasticsearch failed, by the kind's name, while the call is still needed
 * @param times what the timers of this subscription count from
 * @param maintenance what Mesos has asked to be left, by agent id
 * @param removed the framework that Mesos has removed, and that nobody wants to begin anew; its id is empty where none is recorded
 * @param reservations what is asked and seen of them
 * @param logstash what only the Logstash framework remembers
 * @param kibana what only the Kibana framework remembers
 */
public record Memory(
        boolean subscribed,
        Disconnection disconnection,
        Map<String, Offer> offers,
        Map<String, Ask> unreconciled,
        boolean suppressed,
        Instant revivedAt,
        Set<String> reviveWork,
        Map<String, List<String>> seedsSent,
        Map<String, NodeReport> reports,
        Map<String, TaskUpdate> foreignTasks,
        Map<String, String> agentsSeen,
        ElasticsearchView elasticsearch,
        Map<String, Doubt> doubts,
        Map<String, Instant> killsSent,
        Map<String, TaskUpdate> said,
        Map<String, Instant> waitingSince,
        Map<String, List<Wait>> refusals,
        Map<String, String> complaints,
        Times times,
        Map<String, Maintenance> maintenance,
        Optional<String> removed,
        ReservationMemory reservations,
        LogstashMemory logstash,
        KibanaMemory kibana) {

    /** After that the members of which Mesos has spoken are served without those of which it has not. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /** @param answered whether Mesos has our answer */
    public record Maintenance(InverseOffer offer, Instant askedAt, boolean answered) {}

    public record Ask(Instant nextAt, int asked) {}

    /**
     * @param askedAt when Mesos was last asked
     * @param unknownSince since when Mesos has answered that it does not know the task; empty before it did
     * @param unknownAt when it last answered so
     */
    public record Doubt(
            Instant nextAt, int asked, Instant askedAt, Optional<Instant> unknownSince, Optional<Instant> unknownAt) {

        /** Not yet called unknown. */
        public Doubt(Instant nextAt, int asked, Instant askedAt) {
            this(nextAt, asked, askedAt, Optional.empty(), Optional.empty());
        }

        public Doubt unknown(Instant at) {
            return new Doubt(nextAt, asked, askedAt, unknownSince.or(() -> Optional.of(at)), Optional.of(at));
        }
    }

    /**
     * @param subscribedAt the present subscription, or the start of this memory
     * @param implicitAt when to reconcile implicitly next
     * @param offeredAt when the last offer came, or the subscription
     * @param decidedAt the last tick
     * @param steadySince since when tick has followed tick without a gap in this subscription
     * @param drained since those that leave are safe to stop, but for searches; empty while they are not
     */
    public record Times(
            Instant subscribedAt,
            Instant implicitAt,
            Instant offeredAt,
            Instant decidedAt,
            Instant steadySince,
            Optional<Drained> drained) {}

    /**
     * By name and not by age: the clocks of nodes and of this host are set, too.
     *
     * @param at when it was first seen
     * @param searches ids of those that were under way then and have not been seen to end; empty while nobody could tell
     */
    public record Drained(Instant at, Optional<Set<String>> searches) {

        /** @param told those under way by a look of now; empty when that could not be told */
        public Drained seen(Optional<Set<String>> told) {
            if (told.isEmpty()) {
                return this;
            }
            Set<String> left = new HashSet<>(told.get());
            searches.ifPresent(left::retainAll);
            return new Drained(at, Optional.of(Set.copyOf(left)));
        }
    }

    /** Before the first subscription. */
    public static Memory initial(Instant now) {
        return new Memory(
                false,
                new Disconnection(false, "not yet subscribed"),
                Map.of(),
                Map.of(),
                false,
                now,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                new ElasticsearchView.Unknown(now, "not yet asked"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                new Times(now, now, now, now, now, Optional.empty()),
                Map.of(),
                Optional.empty(),
                ReservationMemory.NONE,
                LogstashMemory.initial(now),
                KibanaMemory.NONE);
    }

    /** Whether Mesos has answered for every recorded task in this subscription, or was silent for long enough. */
    public boolean reconciled(Records records, Instant now) {
        return !now.isBefore(times.subscribedAt().plus(SILENCE))
                || records.abandoned().keySet().stream().noneMatch(unreconciled::containsKey)
                        && records.members().values().stream()
                                .flatMap(member -> member.task().stream())
                                .noneMatch(task -> unreconciled.containsKey(task.id()));
    }

    public Optional<ElasticsearchView.Known> knownElasticsearch() {
        return elasticsearch instanceof ElasticsearchView.Known known ? Optional.of(known) : Optional.empty();
    }
}
