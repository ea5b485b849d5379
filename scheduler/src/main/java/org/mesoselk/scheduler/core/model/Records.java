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
 */
public record Records(
        Optional<String> frameworkId,
        Spec spec,
        Cluster cluster,
        SortedMap<String, Member> members,
        Optional<Operation> operation) {

    public Records with(Member member) {
        TreeMap<String, Member> changed = new TreeMap<>(members);
        changed.put(member.name(), member);
        return new Records(frameworkId, spec, cluster, changed, operation);
    }

    public Records without(String memberName) {
        TreeMap<String, Member> changed = new TreeMap<>(members);
        changed.remove(memberName);
        return new Records(frameworkId, spec, cluster, changed, operation);
    }

    public Records with(Cluster newCluster) {
        return new Records(frameworkId, spec, newCluster, members, operation);
    }

    public Records with(Spec newSpec) {
        return new Records(frameworkId, newSpec, cluster, members, operation);
    }

    public Records with(Operation newOperation) {
        return new Records(frameworkId, spec, cluster, members, Optional.of(newOperation));
    }

    public Records withFrameworkId(String id) {
        return new Records(Optional.of(id), spec, cluster, members, operation);
    }
}
