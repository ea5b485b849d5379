package org.mesoselk.scheduler.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory.Doubt;
import org.mesoselk.scheduler.core.model.TaskRef;

class DoubtfulTaskTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskRef TASK = new TaskRef("es-default-0.1", new AgentRef("a", "h", "10.0.0.1"), 1, 2, START);

    @Test
    void aRunningTaskIsNotGivenUpBeforeAgentsHadTheTimeToReturn() {
        assertThat(hasEnded(new MemberState.Running(TASK, true), START.plusSeconds(84), Optional.of(look(84))))
                .isFalse();
    }

    @Test
    void aRunningTaskHasEndedWhenElasticsearchAskedAfterThatTimeDoesNotListItsNode() {
        assertThat(hasEnded(new MemberState.Running(TASK, true), START.plusSeconds(90), Optional.of(look(85))))
                .isTrue();
    }

    @Test
    void aRunningTaskHasNotEndedWhileElasticsearchListsItsNodeOrCannotBeAskedOrWasAskedBefore() {
        MemberState running = new MemberState.Running(TASK, true);
        assertThat(hasEnded(running, START.plusSeconds(900), Optional.of(look(90, "es-default-0"))))
                .isFalse();
        assertThat(hasEnded(running, START.plusSeconds(900), Optional.empty())).isFalse();
        assertThat(hasEnded(running, START.plusSeconds(900), Optional.of(look(80))))
                .isFalse();
    }

    @Test
    void aStoppingTaskFollowsTheSameRule() {
        MemberState stopping = new MemberState.Stopping(TASK, START);
        assertThat(hasEnded(stopping, START.plusSeconds(90), Optional.empty())).isFalse();
        assertThat(hasEnded(stopping, START.plusSeconds(90), Optional.of(look(90))))
                .isTrue();
    }

    @Test
    void aLaunchIsGivenUpWhenItWasAskedForLongEnoughAfterIt() {
        MemberState launching = new MemberState.Launching(TASK);
        assertThat(DoubtfulTask.hasEnded(
                        member(launching),
                        doubt(START.plusSeconds(29)),
                        START,
                        START.plusSeconds(100),
                        Optional.empty()))
                .isFalse();
        assertThat(DoubtfulTask.hasEnded(
                        member(launching),
                        doubt(START.plusSeconds(30)),
                        START,
                        START.plusSeconds(84),
                        Optional.empty()))
                .isFalse();
        assertThat(DoubtfulTask.hasEnded(
                        member(launching),
                        doubt(START.plusSeconds(30)),
                        START,
                        START.plusSeconds(85),
                        Optional.empty()))
                .isTrue();
    }

    @Test
    void silenceAloneNeverEndsATask() {
        for (MemberState state : Stream.of(new MemberState.Launching(TASK), new MemberState.Running(TASK, true))
                .toList()) {
            Doubt silent = new Doubt(START, 99, START.plusSeconds(5000), Optional.empty());
            assertThat(DoubtfulTask.hasEnded(
                            member(state), silent, START, START.plusSeconds(9000), Optional.of(look(9000))))
                    .isFalse();
        }
    }

    private static boolean hasEnded(MemberState state, Instant now, Optional<Known> look) {
        return DoubtfulTask.hasEnded(member(state), doubt(START), START, now, look);
    }

    private static Doubt doubt(Instant askedAt) {
        return new Doubt(START, 1, askedAt, Optional.of(START));
    }

    private static Known look(long second, String... nodes) {
        return new Known(
                START.plusSeconds(second),
                "uuid",
                Health.GREEN,
                "",
                Stream.of(nodes)
                        .map(name -> new Node("id-" + name, name, "", true, true, 0, 0, 0))
                        .toList(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                0,
                Optional.empty());
    }

    private static Member member(MemberState state) {
        return new Member(
                "es-default-0",
                "default",
                0,
                true,
                new Member.Goal.Stay(),
                state,
                Optional.empty(),
                0,
                Optional.empty());
    }
}
