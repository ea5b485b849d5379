package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.safety.SafeWithout;

/**
 * A task that was given up, comes back and finds that its member has another one is told to stop: in a tick with a new
 * look at Elasticsearch that shows every shard elsewhere. A copy is known by the name of its node only, which the member's
 * own node shares: neither counts.
 */
final class StopSurplus {

    private static final Duration KILL_AGAIN = Duration.ofSeconds(10);

    private StopSurplus() {}

    static void into(Tick tick) {
        List<Abandoned> surplus = alive(tick);
        if (surplus.isEmpty()) {
            return;
        }
        List<String> objections = tick.memory.elasticsearch instanceof Known known
                ? objections(tick, known, surplus)
                : List.of("Elasticsearch cannot be asked");
        surplus.forEach(task -> tell(tick, task, objections));
        if (objections.isEmpty() && tick.look().isPresent()) {
            surplus.forEach(task -> stop(tick, task.task()));
        }
    }

    /** As the last look at Elasticsearch said; it takes a new one to do it. */
    static boolean mayStop(Tick tick) {
        return tick.memory.elasticsearch instanceof Known known
                && objections(tick, known, alive(tick)).isEmpty();
    }

    /** Given up, but Mesos has said in this subscription that they live. */
    static List<Abandoned> alive(Tick tick) {
        return tick.records().abandoned().values().stream()
                .filter(task -> isAlive(tick, task.task()))
                .sorted(Comparator.comparing(Abandoned::since)
                        .reversed()
                        .thenComparing(task -> task.task().id()))
                .toList();
    }

    static boolean isAlive(Tick tick, TaskRef task) {
        return tick.memory.said.containsKey(task.id())
                && tick.memory.said.get(task.id()).state().meaning() == TaskState.Meaning.ALIVE;
    }

    /** Judged together, and together with the members that leave: none of them counts for another. */
    static List<String> objections(Tick tick, Known look, List<Abandoned> surplus) {
        Set<String> names = surplus.stream().map(Abandoned::memberName).collect(Collectors.toSet());
        Set<String> nodes = look.nodes().stream()
                .filter(node -> names.contains(node.name()))
                .map(Node::id)
                .filter(id -> !ownNodes(tick).contains(id))
                .collect(Collectors.toSet());
        Set<String> without = new HashSet<>(names);
        tick.leaving().stream().map(Member::name).forEach(without::add);
        List<String> objections = new ArrayList<>(SafeWithout.objections(look, without));
        SafeWithout.quorumObjection(look, nodes).ifPresent(objections::add);
        return objections;
    }

    private static Set<String> ownNodes(Tick tick) {
        return tick.members().stream()
                .flatMap(member -> member.task().stream())
                .map(task -> tick.memory.reports.get(task.id()))
                .filter(Objects::nonNull)
                .flatMap(report -> report.nodeId().stream())
                .collect(Collectors.toSet());
    }

    private static void tell(Tick tick, Abandoned task, List<String> objections) {
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

    private static void stop(Tick tick, TaskRef task) {
        Instant sent = tick.memory.killsSent.get(task.id());
        if (sent == null || !tick.now.isBefore(sent.plus(KILL_AGAIN))) {
            tick.memory.killsSent.put(task.id(), tick.now);
            tick.call(new Call.Kill(task.id(), task.agent().id(), tick.settings.killGrace()));
        }
    }
}
