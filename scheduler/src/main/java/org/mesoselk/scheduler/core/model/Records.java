package org.mesoselk.scheduler.core.model;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is stored. A decision returns the records as they shall be; the difference is written in one transaction
 * before any call leaves.
 *
 * @param frameworkId as Mesos gave it; empty before the first subscription
 * @param members by name
 * @param operation the running operation, or the last one
 * @param abandoned tasks that may be alive but are no member's any more, by task id
 * @param agents those that tasks failed on lately before they ran, by agent id
 * @param reservations by id
 */
public record Records(
        Optional<String> frameworkId,
        Spec spec,
        Cluster cluster,
        SortedMap<String, Member> members,
        Optional<Operation> operation,
        SortedMap<String, Abandoned> abandoned,
        SortedMap<String, AgentFailures> agents,
        SortedMap<String, Reservation> reservations) {

    /** With nothing abandoned, no agent that anything failed on, and nothing reserved. */
    public Records(
            Optional<String> frameworkId,
            Spec spec,
            Cluster cluster,
            SortedMap<String, Member> members,
            Optional<Operation> operation) {
        this(frameworkId, spec, cluster, members, operation, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    public Records with(Member member) {
        return withMembers(put(members, member.name(), member));
    }

    public Records without(String memberName) {
        return withMembers(remove(members, memberName));
    }

    public Records with(Cluster newCluster) {
        return new Records(frameworkId, spec, newCluster, members, operation, abandoned, agents, reservations);
    }

    public Records with(Spec newSpec) {
        return new Records(frameworkId, newSpec, cluster, members, operation, abandoned, agents, reservations);
    }

    public Records with(Operation newOperation) {
        return new Records(
                frameworkId, spec, cluster, members, Optional.of(newOperation), abandoned, agents, reservations);
    }

    public Records withFrameworkId(String id) {
        return new Records(Optional.of(id), spec, cluster, members, operation, abandoned, agents, reservations);
    }

    /** Its id is void: Mesos gives another one with the next subscription. */
    public Records withoutFrameworkId() {
        return new Records(Optional.empty(), spec, cluster, members, operation, abandoned, agents, reservations);
    }

    public Records with(Abandoned task) {
        return withAbandoned(put(abandoned, task.task().id(), task));
    }

    public Records withoutAbandoned(String taskId) {
        return withAbandoned(remove(abandoned, taskId));
    }

    public Records with(AgentFailures agent) {
        return withAgents(put(agents, agent.agentId(), agent));
    }

    public Records withoutAgent(String agentId) {
        return withAgents(remove(agents, agentId));
    }

    public Records withReservations(SortedMap<String, Reservation> changed) {
        return new Records(frameworkId, spec, cluster, members, operation, abandoned, agents, changed);
    }

    public Records with(Reservation reservation) {
        return withReservations(put(reservations, reservation.id(), reservation));
    }

    public Records withoutReservation(String id) {
        return withReservations(remove(reservations, id));
    }

    private Records withMembers(SortedMap<String, Member> changed) {
        return new Records(frameworkId, spec, cluster, changed, operation, abandoned, agents, reservations);
    }

    private Records withAbandoned(SortedMap<String, Abandoned> changed) {
        return new Records(frameworkId, spec, cluster, members, operation, changed, agents, reservations);
    }

    private Records withAgents(SortedMap<String, AgentFailures> changed) {
        return new Records(frameworkId, spec, cluster, members, operation, abandoned, changed, reservations);
    }

    private static <T> SortedMap<String, T> put(SortedMap<String, T> map, String key, T value) {
        SortedMap<String, T> changed = new TreeMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static <T> SortedMap<String, T> remove(SortedMap<String, T> map, String key) {
        SortedMap<String, T> changed = new TreeMap<>(map);
        changed.remove(key);
        return changed;
    }
}
