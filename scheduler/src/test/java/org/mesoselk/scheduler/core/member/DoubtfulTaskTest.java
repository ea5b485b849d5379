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

    private static final MemberState RUNNING = new MemberState.Running(TASK, true);
    private static final MemberState LAUNCHING = new MemberState.Launching(TASK);

    @Test
    void aRunningTaskIsNotGivenUpBeforeAgentsHadTheTimeToReturn() {
        assertThat(hasEnded(RUNNING, unknown(84), Optional.of(look(84)))).isFalse();
    }

    @Test
    void aRunningTaskHasEndedWhenElasticsearchAskedAfterThatTimeDoesNotListItsNode() {
        assertThat(hasEnded(RUNNING, unknown(85), Optional.of(look(85)))).isTrue();
    }

    @Test
    void aRunningTaskHasNotEndedWhileElasticsearchListsItsNodeOrCannotBeAskedOrWasAskedBefore() {
        assertThat(hasEnded(RUNNING, unknown(900), Optional.of(look(900, "es-default-0"))))
                .isFalse();
        assertThat(hasEnded(RUNNING, unknown(900), Optional.empty())).isFalse();
        assertThat(hasEnded(RUNNING, unknown(900), Optional.of(look(80)))).isFalse();
    }

    @Test
    void aTaskHasEndedWhenItsHostIsAnotherAgentByThenThoughElasticsearchCannotBeAsked() {
        assertThat(DoubtfulTask.hasEnded(member(RUNNING), unknown(84), START, sure -> false, true))
                .isFalse();
        assertThat(DoubtfulTask.hasEnded(member(RUNNING), unknown(85), START, sure -> false, true))
                .isTrue();
    }

    @Test
    void aStoppingTaskFollowsTheSameRule() {
        MemberState stopping = new MemberState.Stopping(TASK, START);
        assertThat(hasEnded(stopping, unknown(90), Optional.empty())).isFalse();
        assertThat(hasEnded(stopping, unknown(90), Optional.of(look(90)))).isTrue();
    }

    @Test
    void anAnswerFromBeforeThatTimeEndsNothing() {
        for (MemberState state : List.of(RUNNING, LAUNCHING)) {
            assertThat(hasEnded(state, unknown(84), Optional.of(look(900)))).isFalse();
            assertThat(hasEnded(state, unknown(85), Optional.of(look(900)))).isTrue();
        }
    }

    @Test
    void aQuestionThatIsNotYetAnsweredEndsNothing() {
        Doubt asked = new Doubt(START, 3, second(90), Optional.of(START), Optional.of(second(60)));
        for (MemberState state : List.of(RUNNING, LAUNCHING)) {
            assertThat(hasEnded(state, asked, Optional.of(look(900)))).isFalse();
        }
    }

    @Test
    void aLaunchIsGivenUpWhenItWasAskedForLongEnoughAfterItAndAgentsHadTheTimeToReturn() {
        assertThat(hasEnded(LAUNCHING, unknown(84), Optional.empty())).isFalse();
        assertThat(hasEnded(LAUNCHING, unknown(85), Optional.empty())).isTrue();

        Instant longAgo = START.minusSeconds(600);
        assertThat(DoubtfulTask.hasEnded(member(LAUNCHING), unknown(29), longAgo, sure -> false, false))
                .isFalse();
        assertThat(DoubtfulTask.hasEnded(member(LAUNCHING), unknown(30), longAgo, sure -> false, false))
                .isTrue();
    }

    @Test
    void silenceAloneNeverEndsATask() {
        Doubt silent = new Doubt(START, 99, second(5000));
        for (MemberState state : List.of(RUNNING, LAUNCHING)) {
            assertThat(hasEnded(state, silent, Optional.of(look(9000)))).isFalse();
        }
    }

    private static boolean hasEnded(MemberState state, Doubt doubt, Optional<Known> look) {
        return DoubtfulTask.hasEnded(
                member(state),
                doubt,
                START,
                sure -> look.filter(known -> !known.at().isBefore(sure))
                        .filter(known -> known.node("es-default-0").isEmpty())
                        .isPresent(),
                false);
    }

    /** First when it was subscribed, and again in answer to what was asked in this second. */
    private static Doubt unknown(long asked) {
        return new Doubt(
                START,
                1,
                second(asked),
                Optional.of(START),
                Optional.of(second(asked).plusMillis(20)));
    }

    private static Instant second(long second) {
        return START.plusSeconds(second);
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
