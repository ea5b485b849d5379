package org.mesoselk.scheduler.core.logstash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.core.framework.Tick.MOST_CHANGES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ReservationState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;

/** Whatever happens to all agents at once, a tick changes so many records and no more, and the next one follows. */
class ManyAgentsTest {
    private static final int AGENTS = 550;
    private static final int[] ALL = IntStream.range(0, AGENTS).toArray();

    private int ticks;

    /** Ticks until nothing is left to be decided at once; none of them may change too much. */
    private void untilDecided(Fleet fleet, Input... inputs) {
        ticks = 0;
        Input[] now = inputs;
        do {
            Records before = fleet.records;
            fleet.tick(0, now);
            now = new Input[0];
            assertThat(changes(before, fleet.records))
                    .as("changes in tick %s", ticks)
                    .isLessThanOrEqualTo(MOST_CHANGES);
            ticks++;
        } while (fleet.last.goesOn());
    }

    private static long changes(Records before, Records after) {
        return changes(before.members(), after.members())
                + changes(before.reservations(), after.reservations())
                + changes(before.abandoned(), after.abandoned());
    }

    private static <T> long changes(Map<String, T> before, Map<String, T> after) {
        return after.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                        .count()
                + before.keySet().stream()
                        .filter(name -> !after.containsKey(name))
                        .count();
    }

    /** Each agent with a task in this state. */
    private static Fleet all(LogstashSettings settings, MemberStateOf state) {
        Fleet fleet = new Fleet();
        fleet.settings = settings;
        SortedMap<String, Member> members = new TreeMap<>();
        for (int agent : ALL) {
            TaskRef task = new TaskRef("ls-" + agent + "." + agent, Fleet.agent(agent), 0, 0, Fleet.START);
            Member member = new Member(
                            "ls-" + agent,
                            "logstash",
                            agent,
                            false,
                            new Member.Goal.Stay(),
                            state.of(task),
                            Optional.empty(),
                            0,
                            Optional.empty())
                    .withHome(task.agent());
            members.put(member.name(), member);
        }
        fleet.records = new Records(
                Optional.of("framework-1"),
                LogstashSpec.FIRST,
                fleet.records.cluster().withNextTask(AGENTS),
                members,
                Optional.empty());
        return fleet;
    }

    private interface MemberStateOf {
        MemberState of(TaskRef task);
    }

    private static Fleet running(LogstashSettings settings) {
        Fleet fleet = all(settings, task -> new MemberState.Running(task, true)).subscribed();
        Input[] answers = fleet.records.members().values().stream()
                .map(member -> Fleet.answer(member.task().orElseThrow(), TaskState.RUNNING))
                .toArray(Input[]::new);
        return fleet.tick(1, answers);
    }

    @Test
    void agentsThatAppearTogetherAreCoveredTickByTickAndAreNotDecidedUntilThen() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, Fleet.listed(ALL));
        assertThat(fleet.records.members()).hasSize(MOST_CHANGES);
        assertThat(fleet.last.goesOn()).isTrue();
        assertThat(fleet.coverage().wanted()).isEqualTo(AGENTS);
        assertThat(fleet.coverage().without())
                .filteredOn(uncovered -> uncovered.why().equals("not-decided"))
                .hasSize(AGENTS - MOST_CHANGES);

        untilDecided(fleet);
        assertThat(ticks).isEqualTo(AGENTS / MOST_CHANGES);
        assertThat(fleet.records.members().values())
                .hasSize(AGENTS)
                .extracting(member -> member.home().orElseThrow().id())
                .doesNotHaveDuplicates();
        assertThat(fleet.records.members().values())
                .extracting(Member::ordinal)
                .containsExactlyInAnyOrderElementsOf(IntStream.of(ALL).boxed().toList());
        assertThat(fleet.coverage().without())
                .noneMatch(uncovered -> uncovered.why().equals("not-decided"));
    }

    @Test
    void offersOfAgentsThatAreNotDecidedYetAreDeclinedAndAskedForAgain() {
        Fleet fleet = new Fleet().subscribed();
        fleet.tick(1, Fleet.listed(ALL), Fleet.offers(ALL));
        assertThat(fleet.calls(Call.Launch.class)).hasSize(MOST_CHANGES);
        assertThat(fleet.calls(Call.Decline.class))
                .singleElement()
                .satisfies(decline -> assertThat(decline.offerIds()).hasSize(AGENTS - MOST_CHANGES));
        assertThat(fleet.memory.offers()).isEmpty();
        untilDecided(fleet);
        fleet.tick(5);
        assertThat(fleet.calls(Call.Revive.class)).hasSize(1);
        fleet.tick(1, Fleet.offers(ALL));
        assertThat(fleet.calls(Call.Launch.class)).hasSize(AGENTS - MOST_CHANGES);
    }

    @Test
    void constraintsThatLeaveAllAgentsOutStopThemTickByTickAndNothingIsLaunchedMeanwhile() {
        Fleet fleet = running(Fleet.settings(List.of(), List.of()));
        fleet.settings = Fleet.settings(List.of(new Constraint("rack", Constraint.Operator.IS, "none")), List.of());
        // Agents are gone through by their ids, of which this one is the last.
        Member last = fleet.member(99);
        fleet.records = fleet.records.with(last.with(new MemberState.Pending(Fleet.START, Fleet.START)));
        fleet.tick(1, Fleet.listed(ALL), Fleet.offers(99));
        assertThat(fleet.member(99).leaving()).isFalse();
        assertThat(fleet.last.goesOn()).isTrue();
        assertThat(fleet.calls(Call.Launch.class)).isEmpty();
        untilDecided(fleet);
        assertThat(fleet.records.members().values())
                .hasSize(AGENTS - 1)
                .allMatch(member -> member.leaving() && member.state() instanceof MemberState.Stopping);
    }

    @Test
    void membersOfAgentsThatAreAllGoneAreForgottenTickByTick() {
        Fleet fleet = all(
                        Fleet.settings(List.of(), List.of()), task -> new MemberState.Pending(Fleet.START, Fleet.START))
                .subscribed();
        untilDecided(fleet, Fleet.listed());
        assertThat(ticks).isGreaterThan(AGENTS / MOST_CHANGES);
        assertThat(fleet.records.members()).isEmpty();
    }

    @Test
    void tasksThatNobodyKnowsAnyMoreAreGivenUpTickByTick() {
        Fleet fleet = running(Fleet.settings(List.of(), List.of()));
        List<Input> said = unknown(fleet.records.members().values().stream()
                .flatMap(member -> member.task().stream())
                .toList());
        int changed = 0;
        for (int tick = 0; tick < 200; tick++) {
            Records before = fleet.records;
            List<Input> inputs = new ArrayList<>(said);
            if (tick == 150) {
                inputs.add(Fleet.listed(ALL));
            }
            fleet.tick(fleet.last.goesOn() ? 0 : 1, inputs.toArray(Input[]::new));
            long changes = changes(before.members(), fleet.records.members());
            assertThat(changes).as("changes in tick %s", tick).isLessThanOrEqualTo(MOST_CHANGES);
            changed += changes > 0 ? 1 : 0;
            said = fleet.calls(Call.Reconcile.class).stream()
                    .flatMap(asked -> unknown(asked.tasks()).stream())
                    .toList();
        }
        assertThat(fleet.records.members().values())
                .allMatch(member -> member.task().isEmpty());
        assertThat(changed).isGreaterThan(AGENTS / MOST_CHANGES);
    }

    private static List<Input> unknown(List<TaskRef> tasks) {
        return tasks.stream().map(task -> Fleet.answer(task, TaskState.UNKNOWN)).toList();
    }

    @Test
    void sharesAreReservedOnAllAgentsTickByTickAndReleasedSo() {
        Fleet fleet = running(Fleet.settings(List.of(), List.of()));
        fleet.records = fleet.records.with(LogstashSpec.FIRST.withReserved(true));
        untilDecided(fleet);
        assertThat(fleet.records.reservations())
                .hasSize(AGENTS)
                .allSatisfy((id, reservation) ->
                        assertThat(reservation.state()).isInstanceOf(ReservationState.Requested.class));
        fleet.records = fleet.records.with(LogstashSpec.FIRST.withReserved(false));
        untilDecided(fleet);
        assertThat(fleet.records.reservations()).isEmpty();
    }

    @Test
    void failuresAreForgivenTickByTick() {
        Fleet fleet = running(Fleet.settings(List.of(), List.of()));
        for (Member member : fleet.records.members().values()) {
            fleet.records = fleet.records.with(member.withFailures(3, Optional.empty()));
        }
        fleet.now = fleet.now.plus(Duration.ofHours(1));
        untilDecided(fleet);
        assertThat(fleet.records.members().values()).allMatch(member -> member.failures() == 0);
    }

    @Test
    void aRemovedFrameworkBeginsAnewWhenAllItsTasksAreRecordedAsEnded() {
        LogstashSettings base = Fleet.settings(List.of(), List.of());
        Fleet fleet = running(new LogstashSettings(
                base.frameworkName(),
                base.role(),
                Optional.of("framework-1"),
                base.killGrace(),
                base.share(),
                base.executor(),
                base.constraints(),
                base.task()));
        TaskRef lost = new TaskRef("ls-7.9999", Fleet.agent(7), 0, 0, Fleet.START);
        fleet.records = fleet.records.with(new Abandoned("ls-7", lost, Fleet.START));
        fleet.tick(1, new Input.FrameworkRemoved());
        assertThat(fleet.records.frameworkId()).contains("framework-1");
        assertThat(fleet.calls(Call.BeginAnew.class)).isEmpty();
        assertThat(fleet.last.goesOn()).isTrue();
        assertThat(fleet.last.waits())
                .filteredOn(wait -> wait.name().equals("framework-removed"))
                .singleElement()
                .satisfies(wait -> assertThat(wait.sentence()).contains("a new framework is begun"));

        untilDecided(fleet);
        assertThat(fleet.records.frameworkId()).isEmpty();
        assertThat(fleet.records.abandoned()).isEmpty();
        assertThat(fleet.records.members().values())
                .hasSize(AGENTS)
                .allMatch(member -> member.state() instanceof MemberState.Pending);
        assertThat(fleet.calls(Call.BeginAnew.class)).hasSize(1);
    }
}
