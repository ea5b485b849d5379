package org.mesoselk.scheduler.core.elasticsearch;

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
final class MemoryDraft {
    boolean subscribed;
    Disconnection disconnection;
    final SortedMap<String, Offer> offers;
    final SortedMap<String, Ask> unreconciled;
    boolean suppressed;
    Instant revivedAt;
    final Set<String> reviveWork;
    final SortedMap<String, List<String>> seedsSent;
    final SortedMap<String, NodeReport> reports;
    final SortedMap<String, TaskUpdate> foreignTasks;
    final SortedMap<String, String> agentsSeen;
    ElasticsearchView elasticsearch;
    final SortedMap<String, Doubt> doubts;
    final SortedMap<String, Instant> killsSent;
    final SortedMap<String, TaskUpdate> said;
    final SortedMap<String, Instant> waitingSince;
    final SortedMap<String, List<Wait>> refusals;
    final SortedMap<String, String> complaints;
    Instant subscribedAt;
    Instant implicitAt;
    Instant offeredAt;
    Instant decidedAt;
    Instant steadySince;
    final SortedMap<String, Maintenance> maintenance;
    Optional<String> removed;
    final ReservationDraft reservations;

    MemoryDraft(Memory memory) {
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
        maintenance = sorted(memory.maintenance());
        removed = memory.removed();
        reservations = new ReservationDraft(memory.reservations());
    }

    /** What belongs to tasks is kept for these tasks only. */
    void keepOnly(Set<String> taskIds) {
        List.of(seedsSent, reports, doubts, killsSent, said)
                .forEach(byTask -> byTask.keySet().retainAll(taskIds));
        unreconciled.keySet().removeIf(id -> !taskIds.contains(id) && !foreignTasks.containsKey(id));
    }

    /** The draft is not used any more. */
    Memory finished() {
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
                new Times(subscribedAt, implicitAt, offeredAt, decidedAt, steadySince),
                Collections.unmodifiableSortedMap(maintenance),
                removed,
                reservations.finished());
    }

    /** What an earlier tick finished is sorted already, which saves the sorting. */
    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return map instanceof SortedMap<String, T> before ? new TreeMap<>(before) : new TreeMap<>(map);
    }
}
