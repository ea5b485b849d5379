package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A framework as its master knows it. Only the master's thread touches it. */
final class Framework {

    /** As max_completed_tasks_per_framework and max_unreachable_tasks_per_framework of a real master. */
    private static final int MAX_KEPT_TASKS = 1000;

    private static final Duration LONGEST = Duration.ofDays(365L * 100);

    FrameworkInfo info;
    Optional<SchedulerStream> stream = Optional.empty();
    Instant registered;
    Optional<Instant> reregistered = Optional.empty();
    Optional<Instant> unregistered = Optional.empty();
    Instant nextHeartbeat = Instant.MAX;
    /** When it is removed unless it comes back; far away while it is connected. */
    Instant removeAt = Instant.MAX;
    /** Known from an agent only: its scheduler has not subscribed to this master yet. */
    boolean recovered;

    final Set<String> suppressed = new HashSet<>();
    final List<OfferFilter> filters = new ArrayList<>();
    final ByAgent<KnownTask> tasks = new ByAgent<>(KnownTask::agentId);
    final Map<String, KnownTask> unreachable = new LinkedHashMap<>();
    final Deque<KnownTask> completed = new ArrayDeque<>();
    /** Those with an id whose end is not acknowledged yet. */
    final Map<String, OperationStatus> operations = new LinkedHashMap<>();

    Framework(FrameworkInfo info, Instant registered) {
        this.info = info;
        this.registered = registered;
    }

    String id() {
        return info.getId().getValue();
    }

    boolean isConnected() {
        return stream.isPresent();
    }

    void send(Event event) {
        stream.ifPresent(open -> open.send(event));
    }

    boolean can(FrameworkInfo.Capability.Type capability) {
        return info.getCapabilitiesList().stream().anyMatch(one -> one.getType() == capability);
    }

    boolean isPartitionAware() {
        return can(FrameworkInfo.Capability.Type.PARTITION_AWARE);
    }

    boolean isMultiRole() {
        return can(FrameworkInfo.Capability.Type.MULTI_ROLE);
    }

    boolean isReservationRefining() {
        return can(FrameworkInfo.Capability.Type.RESERVATION_REFINEMENT);
    }

    Set<String> roles() {
        return rolesOf(info);
    }

    @SuppressWarnings("deprecation") // without MULTI_ROLE there is one role, in the old field
    static Set<String> rolesOf(FrameworkInfo info) {
        boolean multi = info.getCapabilitiesList().stream()
                .anyMatch(one -> one.getType() == FrameworkInfo.Capability.Type.MULTI_ROLE);
        return multi ? new LinkedHashSet<>(info.getRolesList()) : Set.of(info.getRole());
    }

    /** FrameworkInfo.failover_timeout is in seconds, and schedulers set it to a million years. */
    Instant deadlineFrom(Instant now) {
        double seconds = Math.max(0, info.getFailoverTimeout());
        return now.plus(seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** The task leaves the living ones, wherever it is, and is kept for the operator. */
    void complete(KnownTask task) {
        tasks.remove(task.id());
        unreachable.remove(task.id());
        completed.add(task);
        if (completed.size() > MAX_KEPT_TASKS) {
            completed.remove();
        }
    }

    void lose(KnownTask task) {
        tasks.remove(task.id());
        unreachable.put(task.id(), task);
        if (unreachable.size() > MAX_KEPT_TASKS) {
            unreachable.remove(unreachable.keySet().iterator().next());
        }
    }

    List<KnownTask> tasksOn(String agentId) {
        return tasks.on(agentId);
    }
}
