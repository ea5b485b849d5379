package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.elasticsearch.Observed;
import org.mesoselk.scheduler.core.elasticsearch.Samples;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;

class ReadinessTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskRef TASK = new TaskRef("t", new AgentRef("S1", "h", "1.2.3.4"), 1, 2, NOW);
    private static final MemberState RUNNING = new MemberState.Running(TASK, true);
    private static final MemberState STARTING = new MemberState.Starting(TASK);

    @Test
    void looks_are_seldom_when_all_is_done_and_often_when_only_a_look_can_tell_what_comes_next() {
        assertThat(interval(1, Optional.empty(), member(0, RUNNING, stay()))).isEqualTo(Duration.ofSeconds(5));
        assertThat(interval(1, running(), member(0, RUNNING, stay()))).isEqualTo(Duration.ofMillis(100));
        assertThat(interval(2, running(), member(0, RUNNING, stay()), member(1, STARTING, leave())))
                .isEqualTo(Duration.ofMillis(100));
        assertThat(interval(
                        2,
                        Optional.empty(),
                        member(0, STARTING, stay()),
                        member(1, new MemberState.Running(TASK, false), stay())))
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void looks_leave_time_to_members_that_start_as_their_executors_tell_when_they_have_joined() {
        assertThat(interval(2, running(), member(0, RUNNING, stay()), member(1, STARTING, stay())))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(interval(2, Optional.empty(), member(0, RUNNING, stay()))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_cluster_that_is_not_yet_green_is_looked_at_until_it_is() {
        Records records = records(0, Optional.empty());
        assertThat(after(records, Health.YELLOW, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(records, Health.GREEN, 2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(records, Health.GREEN, 0)).isEqualTo(Duration.ofSeconds(5));
    }

    private static Duration after(Records records, Health health, int relocating) {
        Published first = Published.of(records, List.of(), NOW);
        var look = new ElasticsearchView.Known(
                NOW,
                "uuid",
                health,
                "es-default-0",
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                relocating,
                0,
                Optional.empty());
        return Readiness.interval(new Published(
                NOW,
                true,
                records,
                Observed.in(first.memory(), look),
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                1));
    }

    private static Duration interval(int wanted, Optional<Operation> operation, Member... members) {
        return Readiness.interval(Published.of(records(wanted, operation, members), List.of(), NOW));
    }

    private static Records records(int wanted, Optional<Operation> operation, Member... members) {
        TreeMap<String, Member> byName = new TreeMap<>();
        Stream.of(members).forEach(member -> byName.put(member.name(), member));
        ElasticsearchSpec spec =
                new ElasticsearchSpec(1, "cluster", Samples.nodeSet(wanted), ElasticsearchSpec.Replication.ALL);
        return new Records(Optional.empty(), spec, Cluster.NONE, byName, operation);
    }

    private static Optional<Operation> running() {
        return Optional.of(new Operation(
                "scale-2", Operation.Kind.SCALE_UP, 1, 2, Operation.Status.RUNNING, NOW, Optional.empty(), List.of()));
    }

    private static Member member(int ordinal, MemberState state, Member.Goal goal) {
        return new Member(
                "es-default-" + ordinal, "default", ordinal, true, goal, state, Optional.empty(), 0, Optional.empty());
    }

    private static Member.Goal stay() {
        return new Member.Goal.Stay();
    }

    private static Member.Goal leave() {
        return new Member.Goal.Leave("scale-2", NOW);
    }
}
