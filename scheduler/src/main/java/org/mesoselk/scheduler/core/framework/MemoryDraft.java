package org.mesoselk.scheduler.core.framework;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.Disconnection;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Memory.Doubt;
import org.mesoselk.scheduler.core.model.Memory.Maintenance;
import org.mesoselk.scheduler.core.model.Memory.Times;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.reservation.ReservationDraft;

/** {@link Memory} while a tick changes it. Its maps are sorted, so that the same view gives the same decision. */
public final class MemoryDraft {
    public boolean subscribed;
    public Disconnection disconnection;
    public final SortedMap<String, Offer> offers;
    public final SortedMap<String, Ask> unreconciled;
    public boolean suppressed;
    public Instant revivedAt;
    public final Set<String> reviveWork;
    public final SortedMap<String, List<String>> seedsSent;
    public final SortedMap<String, NodeReport> reports;
    public final SortedMap<String, TaskUpdate> foreignTasks;
    public final SortedMap<String, String> agentsSeen;
    public ElasticsearchView elasticsearch;
    public final SortedMap<String, Doubt> doubts;
    public final SortedMap<String, Instant> killsSent;
    public final SortedMap<String, TaskUpdate> said;
    public final SortedMap<String, Instant> waitingSince;
    public final SortedMap<String, List<Wait>> refusals;
    public final SortedMap<String, String> complaints;
    public Instant subscribedAt;
    public Instant implicitAt;
    public Instant offeredAt;
    public Instant decidedAt;
    public Instant steadySince;
    public Optional<Memory.Drained> drained;
    public final SortedMap<String, Maintenance> maintenance;
    public Optional<String> removed;
    public final ReservationDraft reservations;
    public final LogstashDraft logstash;
    public final KibanaDraft kibana;

    public MemoryDraft(Memory memory) {
        subscribed = memory.subscribed();
        disconnection = memory.disconnection();
        offers = sorted(memory.offers());
        unreconciled = sorted(memory.unreconciled());
        suppressed = memory.suppressed();
        revivedAt = memory.revivedAt();
        reviveWork = new HashSet<>(memory.reviveWork());
        seedsSent = sorted(memory.seedsSent());
        reports = sorted(memory.reports());
        foreignTasks = sorted(memory.foreignTasks());
        agentsSeen = sorted(memory.agentsSeen());
        elasticsearch = memory.elasticsearch();
        doubts = sorted(memory.doubts());
        killsSent = sorted(memory.killsSent());
        said = sorted(memory.said());
        waitingSince = sorted(memory.waitingSince());
        refusals = sorted(memory.refusals());
        complaints = sorted(memory.complaints());
        subscribedAt = memory.times().subscribedAt();
        implicitAt = memory.times().implicitAt();
        offeredAt = memory.times().offeredAt();
        decidedAt = memory.times().decidedAt();
        steadySince = memory.times().steadySince();
        drained = memory.times().drained();
        maintenance = sorted(memory.maintenance());
        removed = memory.removed();
        reservations = new ReservationDraft(memory.reservations());
        logstash = new LogstashDraft(memory.logstash());
        kibana = new KibanaDraft(memory.kibana());
    }

    /** What belongs to tasks is kept for these tasks only. */
    void keepOnly(Set<String> taskIds) {
        List.of(seedsSent, reports, doubts, killsSent, said)
                .forEach(byTask -> byTask.keySet().retainAll(taskIds));
        logstash.keepOnly(taskIds);
        kibana.keepOnly(taskIds);
        unreconciled.keySet().removeIf(id -> !taskIds.contains(id) && !foreignTasks.containsKey(id));
    }

    /** The draft is not used any more. */
    public Memory finished() {
        return new Memory(
                subscribed,
                disconnection,
                Collections.unmodifiableSortedMap(offers),
                Collections.unmodifiableSortedMap(unreconciled),
                suppressed,
                revivedAt,
                Set.copyOf(reviveWork),
                Collections.unmodifiableSortedMap(seedsSent),
                Collections.unmodifiableSortedMap(reports),
                Collections.unmodifiableSortedMap(foreignTasks),
                Collections.unmodifiableSortedMap(agentsSeen),
                elasticsearch,
                Collections.unmodifiableSortedMap(doubts),
                Collections.unmodifiableSortedMap(killsSent),
                Collections.unmodifiableSortedMap(said),
                Collections.unmodifiableSortedMap(waitingSince),
                Collections.unmodifiableSortedMap(refusals),
                Collections.unmodifiableSortedMap(complaints),
                new Times(subscribedAt, implicitAt, offeredAt, decidedAt, steadySince, drained),
                Collections.unmodifiableSortedMap(maintenance),
                removed,
                reservations.finished(),
                logstash.finished(),
                kibana.finished());
    }

    /** What an earlier tick finished is sorted already, which saves the sorting. */
    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return map instanceof SortedMap<String, T> before ? new TreeMap<>(before) : new TreeMap<>(map);
    }
}
