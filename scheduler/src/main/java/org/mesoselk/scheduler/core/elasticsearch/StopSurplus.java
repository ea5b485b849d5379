package org.mesoselk.scheduler.core.elasticsearch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.framework.StopTask;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.safety.SafeWithout;

/**
 * A task that was given up, comes back and finds that its member has another one is told to stop, one after the other: in
 * a tick with a new look at Elasticsearch that shows every shard elsewhere. A copy is known by the name of its node only,
 * which the member's own node shares: neither counts.
 */
final class StopSurplus {

    private StopSurplus() {}

    static void into(ElasticsearchTick tick) {
        boolean mayBegin = Surplus.stopping(tick).isEmpty();
        for (Abandoned task : Surplus.alive(tick)) {
            List<String> objections = tick.memory.elasticsearch instanceof Known known
                    ? objections(tick, known, task)
                    : List.of("Elasticsearch cannot be asked");
            tell(tick, task, objections);
            boolean isItsTurn = mayBegin || task.stopping().isPresent();
            if (objections.isEmpty() && tick.look().isPresent() && isItsTurn) {
                StopTask.of(tick, task);
                mayBegin = false;
            }
        }
    }

    /** As the last look at Elasticsearch said; it takes a new one to do it. */
    static boolean mayStop(ElasticsearchTick tick, Abandoned task) {
        return tick.memory.elasticsearch instanceof Known known
                && objections(tick, known, task).isEmpty();
    }

    /** Judged together with all that is about to go: the members that leave, and surplus tasks that are stopping. */
    private static List<String> objections(ElasticsearchTick tick, Known look, Abandoned task) {
        Set<String> without = new HashSet<>(Set.of(task.memberName()));
        tick.leaving().stream().map(Member::name).forEach(without::add);
        Surplus.stopping(tick).stream().map(Abandoned::memberName).forEach(without::add);
        List<String> objections = new ArrayList<>(SafeWithout.objections(look, without));
        if (ProtectCluster.forgotten(tick, look).contains(task.memberName())
                && !look.allocationExcludes().contains(task.memberName())) {
            objections.add("Elasticsearch has not yet confirmed that it puts no more shards on it");
        }
        SafeWithout.quorumObjection(look, nodeIds(tick, look, task)).ifPresent(objections::add);
        return objections;
    }

    /** Its node, known by its address; else every node of its name that is not known to be the member's present one. */
    private static Set<String> nodeIds(ElasticsearchTick tick, Known look, Abandoned task) {
        List<Node> named = look.nodes().stream()
                .filter(node -> node.name().equals(task.memberName()))
                .toList();
        Set<String> its = ids(named, task.task());
        if (!its.isEmpty()) {
            return its;
        }
        Set<String> all = named.stream().map(Node::id).collect(Collectors.toSet());
        Member member = tick.records().members().get(task.memberName());
        if (member != null) {
            member.task().ifPresent(own -> all.removeAll(ids(named, own)));
        }
        return all;
    }

    private static Set<String> ids(List<Node> nodes, TaskRef task) {
        return nodes.stream()
                .filter(node -> node.httpAddress().endsWith(task.httpAddress()))
                .map(Node::id)
                .collect(Collectors.toSet());
    }

    private static void tell(ElasticsearchTick tick, Abandoned task, List<String> objections) {
        String name = task.memberName();
        String what = "task " + task.task().id() + " came back on agent "
                + task.task().agent().hostname() + " after it was given up at " + task.since() + "; " + name
                + (tick.records().members().containsKey(name) ? " has another task by now" : " is no member any more");
        tick.wait(
                "surplus-task",
                task.task().id(),
                objections.isEmpty()
                        ? what + ": it is told to stop"
                        : what + ". It is told to stop when this no longer holds: " + String.join("; ", objections)
                                + ". An index without replicas keeps it for ever: give it one, or move its shards"
                                + " to another node");
    }
}
