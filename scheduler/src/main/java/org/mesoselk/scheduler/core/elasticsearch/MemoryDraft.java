package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Memory.Doubt;
import org.mesoselk.scheduler.core.model.Memory.Times;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Wait;

/** {@link Memory} while a tick changes it. Its maps are sorted, so that the same view gives the same decision. */
final class MemoryDraft {
    boolean subscribed;
    String disconnectedCause;
    final Map<String, Offer> offers;
    final Map<String, Ask> unreconciled;
    boolean suppressed;
    Instant revivedAt;
    final Set<String> reviveWork;
    final Map<String, List<String>> seedsSent;
    final Map<String, NodeReport> reports;
    final Map<String, TaskUpdate> foreignTasks;
    final Map<String, String> agentsSeen;
    ElasticsearchView elasticsearch;
    final Map<String, Doubt> doubts;
    final Map<String, Instant> killsSent;
    final Map<String, TaskUpdate> said;
    final Map<String, Instant> waitingSince;
    final Map<String, List<Wait>> refusals;
    final Map<String, String> complaints;
    Instant subscribedAt;
    Instant implicitAt;
    Instant offeredAt;

    MemoryDraft(Memory memory) {
        subscribed = memory.subscribed();
        disconnectedCause = memory.disconnectedCause();
        offers = new TreeMap<>(memory.offers());
        unreconciled = new TreeMap<>(memory.unreconciled());
        suppressed = memory.suppressed();
        revivedAt = memory.revivedAt();
        reviveWork = new HashSet<>(memory.reviveWork());
        seedsSent = new TreeMap<>(memory.seedsSent());
        reports = new TreeMap<>(memory.reports());
        foreignTasks = new TreeMap<>(memory.foreignTasks());
        agentsSeen = new TreeMap<>(memory.agentsSeen());
        elasticsearch = memory.elasticsearch();
        doubts = new TreeMap<>(memory.doubts());
        killsSent = new TreeMap<>(memory.killsSent());
        said = new TreeMap<>(memory.said());
        waitingSince = new TreeMap<>(memory.waitingSince());
        refusals = new TreeMap<>(memory.refusals());
        complaints = new TreeMap<>(memory.complaints());
        subscribedAt = memory.times().subscribedAt();
        implicitAt = memory.times().implicitAt();
        offeredAt = memory.times().offeredAt();
    }

    /** What belongs to tasks is kept for these tasks only. */
    void keepOnly(Set<String> taskIds) {
        List.of(seedsSent, reports, doubts, killsSent, said)
                .forEach(byTask -> byTask.keySet().retainAll(taskIds));
        unreconciled.keySet().removeIf(id -> !taskIds.contains(id) && !foreignTasks.containsKey(id));
    }

    Memory finished() {
        return new Memory(
                subscribed,
                disconnectedCause,
                Map.copyOf(offers),
                Map.copyOf(unreconciled),
                suppressed,
                revivedAt,
                Set.copyOf(reviveWork),
                Map.copyOf(seedsSent),
                Map.copyOf(reports),
                Map.copyOf(foreignTasks),
                Map.copyOf(agentsSeen),
                elasticsearch,
                Map.copyOf(doubts),
                Map.copyOf(killsSent),
                Map.copyOf(said),
                Map.copyOf(waitingSince),
                Map.copyOf(refusals),
                Map.copyOf(complaints),
                new Times(subscribedAt, implicitAt, offeredAt));
    }
}
