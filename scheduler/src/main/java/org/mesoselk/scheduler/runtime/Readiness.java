package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Which members serve, as far as Mesos and Elasticsearch have said. */
public final class Readiness {
    private static final Duration BUSY = Duration.ofMillis(100);

    /** All members are there, but copies of shards are not: that may last for hours. */
    private static final Duration RECOVERING = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofSeconds(5);

    private Readiness() {}

    /** RUNNING, healthy, and in Elasticsearch's list of nodes where that is known. */
    public static boolean ready(Member member, Memory memory) {
        return member.state() instanceof MemberState.Running running
                && running.healthy()
                && memory.knownElasticsearch()
                        .map(known -> known.node(member.name()).isPresent())
                        .orElse(true);
    }

    public static int readyMembers(Published published) {
        return (int) published.records().members().values().stream()
                .filter(member -> ready(member, published.memory()))
                .count();
    }

    /**
     * HTTP addresses of the members that have joined, the healthy first. Not of those that start: until their node is up,
     * a stranger's may answer at that address, and what is set there would be set in a stranger's cluster.
     */
    public static List<String> hosts(Records records) {
        List<Member> members = List.copyOf(records.members().values());
        return Stream.of(
                        members.stream().filter(m -> m.state() instanceof MemberState.Running r && r.healthy()),
                        members.stream().filter(m -> m.state() instanceof MemberState.Running r && !r.healthy()))
                .flatMap(some -> some)
                .flatMap(member -> member.task().stream())
                .map(TaskRef::httpAddress)
                .toList();
    }

    /**
     * How long to wait between looks at Elasticsearch. Often only where a look is what the next step waits for: on a
     * member that starts, its executor says when it has joined, and each look would take from its start.
     */
    public static Duration interval(Published published) {
        List<Member> members = List.copyOf(published.records().members().values());
        boolean operation = published
                .records()
                .operation()
                .filter(present -> present.status() == Operation.Status.RUNNING)
                .isPresent();
        boolean settled = readyMembers(published)
                == ElasticsearchSpec.of(published.records()).nodeSet().count();
        if (!operation && settled) {
            return isAtRest(published.memory()) ? QUIET : RECOVERING;
        }
        boolean looksTell = settled
                || members.stream().anyMatch(Member::leaving)
                || members.stream()
                        .anyMatch(member ->
                                member.state() instanceof MemberState.Running && !ready(member, published.memory()));
        return looksTell ? BUSY : QUIET;
    }

    private static boolean isAtRest(Memory memory) {
        return memory.knownElasticsearch()
                .filter(known -> known.health() != ElasticsearchView.Health.GREEN || known.relocatingShards() > 0)
                .isEmpty();
    }
}
