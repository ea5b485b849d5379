package org.mesoselk.scheduler.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

class MemberTransitionTest {

    private static final Instant LAUNCHED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = LAUNCHED.plusSeconds(60);
    private static final AgentRef AGENT = new AgentRef("agent1", "host1", "10.0.0.1");
    private static final TaskRef TASK = new TaskRef("es-default-0.7", AGENT, 31000, 31001, LAUNCHED);

    private static final Map<String, MemberState> STATES = Map.of(
            "PENDING", new MemberState.Pending(LAUNCHED, LAUNCHED),
            "LAUNCHING", new MemberState.Launching(TASK),
            "STARTING", new MemberState.Starting(TASK),
            "RUNNING", new MemberState.Running(TASK, true),
            "UNREACHABLE", new MemberState.Unreachable(TASK, LAUNCHED),
            "STOPPING", new MemberState.Stopping(TASK, LAUNCHED),
            "STOPPED", new MemberState.Stopped(LAUNCHED));

    /** Rows: state of the member. Columns: what Mesos says. "-": stays as it is. "S|L": staying | leaving. */
    private static final String EXPECTED = """
            state       STAGING   STARTING RUNNING KILLING FINISHED FAILED  KILLED  ERROR   DROPPED GONE    GONE_BY_OPERATOR LOST UNREACHABLE UNKNOWN
            PENDING     -         -        -       -       -        -       -       -       -       -       -                -    -           -
            LAUNCHING   -         STARTING RUNNING -       PENDING  PENDING PENDING PENDING PENDING PENDING PENDING          -    UNREACHABLE -
            STARTING    -         -        RUNNING -       PENDING  PENDING PENDING PENDING PENDING PENDING PENDING          -    UNREACHABLE -
            RUNNING     -         -        -       -       PENDING  PENDING PENDING PENDING PENDING PENDING PENDING          -    UNREACHABLE -
            UNREACHABLE LAUNCHING STARTING RUNNING RUNNING PENDING  PENDING PENDING PENDING PENDING PENDING PENDING          -    -           -
            STOPPING    -         -        -       -       PENDING|STOPPED PENDING|STOPPED PENDING|STOPPED PENDING|STOPPED PENDING|STOPPED PENDING|STOPPED PENDING|STOPPED - - -
            STOPPED     -         -        -       -       -        -       -       -       -       -       -                -    -           -
            """;

    static Stream<Arguments> everyStateAndEveryTaskState() {
        List<String[]> rows =
                EXPECTED.lines().map(line -> line.trim().split(" +", -1)).toList();
        List<String> columns = Arrays.asList(rows.get(0));
        Map<String, String> cells = new TreeMap<>();
        rows.stream().skip(1).forEach(row -> {
            for (int i = 1; i < row.length; i++) {
                cells.put(row[0] + " " + columns.get(i), row[i]);
            }
        });
        List<Arguments> all = new ArrayList<>();
        for (String state : STATES.keySet().stream().sorted().toList()) {
            for (TaskState taskState : TaskState.values()) {
                String cell = cells.get(state + " " + taskState);
                assertThat(cell)
                        .as("a row and a column for %s x %s", state, taskState)
                        .isNotNull();
                String[] goals = cell.split("\\|", -1);
                all.add(Arguments.of(state, taskState, false, goals[0]));
                all.add(Arguments.of(state, taskState, true, goals[goals.length - 1]));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} x {1}, leaving {2}: {3}")
    @MethodSource("everyStateAndEveryTaskState")
    void goesWhereTheTableSays(String state, TaskState taskState, boolean leaving, String expected) {
        Member before = member(STATES.get(state), leaving);
        Member after = MemberTransition.apply(before, update(taskState), NOW);
        if (expected.equals("-")) {
            assertThat(after.state()).isEqualTo(before.state());
            assertThat(after.failures()).isEqualTo(before.failures());
        } else {
            assertThat(nameOf(after.state())).isEqualTo(expected);
        }
        assertThat(after.goal()).isEqualTo(before.goal());
        assertThat(MemberTransition.apply(after, update(taskState), NOW))
                .as("a duplicate changes nothing")
                .isEqualTo(after);
    }

    @ParameterizedTest(name = "{0} x {1} of another task changes nothing")
    @MethodSource("everyStateAndEveryTaskState")
    void ignoresEveryStatusOfAnotherTask(String state, TaskState taskState, boolean leaving, String expected) {
        Member before = member(STATES.get(state), leaving);
        TaskUpdate other = new TaskUpdate(
                "es-default-0.6",
                taskState,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                NOW);
        assertThat(MemberTransition.apply(before, other, NOW)).isEqualTo(before);
    }

    @Test
    void theTableKnowsEveryMemberState() {
        assertThat(STATES.values().stream().map(Object::getClass))
                .containsExactlyInAnyOrder((Class<?>[]) MemberState.class.getPermittedSubclasses());
    }

    @Test
    void theFirstFailureIsRetriedAtOnceAndLaterOnesLaterAndLater() {
        List<Duration> waits = new ArrayList<>();
        Member member = member(new MemberState.Starting(TASK), false);
        for (int i = 0; i < 9; i++) {
            member = MemberTransition.apply(member.with(new MemberState.Starting(TASK)), update(TaskState.FAILED), NOW);
            waits.add(Duration.between(NOW, ((MemberState.Pending) member.state()).notBefore()));
        }
        assertThat(waits.stream().map(Duration::toSeconds))
                .containsExactly(0L, 5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
        assertThat(member.failures()).isEqualTo(9);
    }

    @Test
    void aTaskThatRanForTenMinutesEndsARowOfFailures() {
        Member member = member(new MemberState.Running(TASK, true), false).withFailures(8, Optional.empty());
        Member after = MemberTransition.apply(member, update(TaskState.FAILED), LAUNCHED.plus(BackOff.RAN_WELL));
        assertThat(after.failures()).isEqualTo(1);
        assertThat(((MemberState.Pending) after.state()).notBefore()).isEqualTo(LAUNCHED.plus(BackOff.RAN_WELL));
    }

    @Test
    void theFailureSaysWhatMesosSaidAndWhere() {
        Member after =
                MemberTransition.apply(member(new MemberState.Starting(TASK), false), update(TaskState.FAILED), NOW);
        assertThat(after.lastFailure())
                .contains(new Member.Failure(
                        NOW, TASK.id(), "agent1", "TASK_FAILED (REASON_X): vm.max_map_count is too low"));
    }

    @Test
    void anOrderedStopIsNoFailure() {
        Member after = MemberTransition.apply(
                member(new MemberState.Stopping(TASK, NOW), true), update(TaskState.KILLED), NOW);
        assertThat(after.failures()).isZero();
        assertThat(after.lastFailure()).isEmpty();
    }

    @Test
    void healthIsWhatTheLastUpdateSaid() {
        Member sick = MemberTransition.apply(
                member(new MemberState.Running(TASK, true), false), running(Optional.of(false)), NOW);
        assertThat(sick.state()).isEqualTo(new MemberState.Running(TASK, false));
        assertThat(MemberTransition.apply(sick, running(Optional.empty()), NOW)).isEqualTo(sick);
        assertThat(MemberTransition.apply(sick, running(Optional.of(true)), NOW).state())
                .isEqualTo(new MemberState.Running(TASK, true));
    }

    @Test
    void homeIsWhereTheNodeIsKnownToHaveData() {
        Member fresh = member(new MemberState.Launching(TASK), false);
        assertThat(MemberTransition.apply(fresh, update(TaskState.STARTING), NOW)
                        .home())
                .isEmpty();
        assertThat(MemberTransition.apply(fresh, update(TaskState.FAILED), NOW).home())
                .isEmpty();
        assertThat(MemberTransition.apply(fresh, update(TaskState.RUNNING), NOW).home())
                .contains(AGENT);
        TaskUpdate failedWithNode = new TaskUpdate(
                TASK.id(),
                TaskState.FAILED,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                Optional.of(new NodeReport(Optional.of("node-id"), Optional.empty(), "", "", Optional.empty())),
                NOW);
        assertThat(MemberTransition.apply(fresh, failedWithNode, NOW).home()).contains(AGENT);
    }

    private static String nameOf(MemberState state) {
        return state.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static Member member(MemberState state, boolean leaving) {
        return new Member(
                "es-default-0",
                "default",
                0,
                true,
                leaving ? new Member.Goal.Leave("scale-2", LAUNCHED) : new Member.Goal.Stay(),
                state,
                Optional.empty(),
                0,
                Optional.empty());
    }

    private static TaskUpdate running(Optional<Boolean> healthy) {
        return new TaskUpdate(
                TASK.id(),
                TaskState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                healthy,
                Optional.empty(),
                NOW);
    }

    private static TaskUpdate update(TaskState state) {
        return new TaskUpdate(
                TASK.id(),
                state,
                Optional.of("agent1"),
                Optional.of("uuid"),
                "REASON_X",
                "vm.max_map_count is too low",
                Optional.empty(),
                Optional.empty(),
                NOW);
    }
}
