package org.mesoselk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.state.Tree;
import org.mesoselk.simulator.scheduler.Faulty;
import org.mesoselk.simulator.world.Chance;
import org.mesoselk.simulator.world.Violation;
import org.mesoselk.simulator.zookeeper.Session;

/** Mistakes that others in this field have made, put around the real core: each is found within the seeds of the suite. */
class PlantedFaultsTest {
    private static final int SEEDS = 1_000;

    @Test
    void anApiErrorTakenForDrainedIsFound() {
        // Found when the stop is stored already, if the documents were nowhere else; else at the kill, or when
        // exclusions
        // are taken back by such a look.
        assertFound(Planted.before(DrainedByError::in), "kill-without-look", "documents-lost", "change-without-look");
    }

    @Test
    void aMemberThatIsNotWaitedForUntilItIsEmptyIsFound() {
        assertFound(Planted.before(CountedAtOnce::in), "last-copy-killed");
    }

    @Test
    void aMemberOnWhichSomebodyStillSearchesIsFound() {
        assertFound(Planted.before(NobodySearches::in), "search-cut");
    }

    @Test
    void aRecordThatIsClearedTooEarlyIsFound() {
        assertFound(
                Planted.records((before, after) -> without(after, MemberState.Stopping.class)),
                "record-cleared-too-early");
    }

    @Test
    void aLeavingMemberThatIsStartedAgainIsFound() {
        assertFound(Planted.records(PlantedFaultsTest::startedAgain), "leaving-restarted");
    }

    @Test
    void aKillBeforeItsWriteIsFound() {
        assertFound(Planted.callsFirst(Call.Kill.class), "kill-before-write");
    }

    @Test
    void aLaunchBeforeItsWriteIsFound() {
        assertFound(Planted.callsFirst(Call.Launch.class), "launch-before-write");
    }

    @Test
    void aReservationBeforeItsWriteIsFound() {
        assertFound(
                Planted.records((before, after) -> after.withReservations(before.reservations())),
                "reserved-before-write");
    }

    @Test
    void aReservationThatIsReleasedWithoutATombstoneIsFound() {
        assertFound(Planted.callsFirst(Call.Unreserve.class), "unreserved-without-tombstone");
    }

    @Test
    void anAcknowledgementBeforeTheStoreIsFound() {
        assertFound(Planted.callsFirst(Call.Acknowledge.class), "acknowledged-before-stored");
    }

    @Test
    void aBootstrapAfterTheUuidIsFound() {
        assertFound(
                Planted.calls((view, call) -> List.of(call instanceof Call.Launch launch ? bootstraps(launch) : call)),
                "bootstrap-after-uuid");
    }

    @Test
    void anExclusionThatIsLeftBehindIsFound() {
        Faulty clearsNothing = Planted.calls((view, call) -> clears(call) ? List.of() : List.of(call));
        assertFound(clearsNothing, "target-not-reached");
    }

    @Test
    void anExclusionThatIsClearedTooEarlyIsFound() {
        assertFound(
                Planted.calls((view, call) -> call instanceof Call.Kill
                        ? Planted.and(call, new Call.SetAllocationExcludes(new TreeSet<>()))
                        : List.of(call)),
                "exclusion-cleared-too-early");
    }

    @Test
    void aSecondLeaderThatIsNotFencedIsFound() {
        Faulty unfenced = new Faulty() {
            @Override
            public Tree tree(Session session) {
                return session.ignoring("/epoch");
            }
        };
        assertFound(PlantedFaultsTest::withElections, unfenced, "second-leader-writes");
    }

    @Test
    void aKillOfOneThatStaysIsFound() {
        assertFound(
                Planted.calls((view, call) -> call instanceof Call.Kill kill
                        ? Planted.and(call, killOfFirst(view.records()).orElse(kill))
                        : List.of(call)),
                "kill-of-one-that-stays");
    }

    @Test
    void twoMastersThatLeaveAtOnceAreFound() {
        assertFound(Planted.records((before, after) -> alsoTheNext(after)), "two-disruptions");
    }

    @Test
    void anEndOfWhichNobodyCanSayWhatItLeftTakenForNoDataIsFound() {
        assertFound(
                PlantedFaultsTest::withOneFounder,
                Planted.before(PlantedFaultsTest::unknownIsNo),
                "second-cluster",
                "documents-lost");
    }

    @Test
    void offersThatAreKeptAreFound() {
        assertFound(
                Planted.calls((view, call) -> call instanceof Call.Decline ? List.of() : List.of(call)),
                "offer-hoarded");
    }

    @Test
    void aWaitThatIsNotSaidIsFound() {
        assertFound(Planted.withoutWaits(), "wait-untold");
    }

    /** @param rules any of them */
    private static void assertFound(Faulty faulty, String... rules) {
        assertFound(UnaryOperator.identity(), faulty, rules);
    }

    /** @param aimed makes of a plan one in which there is more occasion for the fault */
    private static void assertFound(UnaryOperator<Plan> aimed, Faulty faulty, String... rules) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Optional<Violation> found =
                    Simulation.run(aimed.apply(Plan.of(seed)), faulty, false).violation();
            if (found.isPresent()) {
                assertThat(rules)
                        .as("seed " + seed + ": " + found.get())
                        .contains(found.get().rule());
                return;
            }
        }
        throw new AssertionError("not found in " + SEEDS + " seeds");
    }

    /** Leaders that lose their session while they have something to write, and go on beside their successors. */
    private static Plan withElections(Plan plan) {
        List<Plan.Event> events = new ArrayList<>(plan.events());
        Chance chance = new Chance(plan.seed());
        for (long at = 25_000; at < plan.faultsEnd(); at += 12_000) {
            boolean isMidway = chance.oneIn(2);
            events.add(new Plan.Event(
                    at,
                    isMidway ? Kind.SCHEDULER_STOPPED_MIDWAY : Kind.SESSION_EXPIRES,
                    chance.between(200, 400),
                    chance.between(0, 3)));
            events.add(new Plan.Event(at + 100, Kind.NODE_DIES, chance.between(0, 1000), 0));
        }
        events.sort(Comparator.comparingLong(Plan.Event::at));
        return plan.with(events);
    }

    /** Who dies with its executor at about the time that it forms the cluster. */
    private static Plan withOneFounder(Plan plan) {
        List<Plan.Event> events = new ArrayList<>();
        for (long at = 8_000; at < 25_000; at += 1_000) {
            events.add(new Plan.Event(at, Kind.NODE_DIES, 0, 0));
        }
        return new Plan(
                plan.seed(),
                1,
                1,
                plan.agents(),
                plan.schedulers(),
                plan.drainTogether(),
                plan.replicas(),
                plan.masterKeepsRegistry(),
                plan.replaces(),
                plan.faultsEnd(),
                events);
    }

    private static View unknownIsNo(View view) {
        List<Input> inputs = view.inputs().stream()
                .map(input ->
                        input instanceof Input.Updated updated ? new Input.Updated(said(updated.update())) : input)
                .toList();
        return new View(view.now(), view.settings(), view.records(), view.memory(), inputs);
    }

    private static TaskUpdate said(TaskUpdate update) {
        NodeReport no = new NodeReport(Optional.empty(), Optional.empty(), "", "", Optional.empty(), HasData.NO);
        return new TaskUpdate(
                update.taskId(),
                update.state(),
                update.agentId(),
                update.uuid(),
                update.reason(),
                update.message(),
                update.healthy(),
                update.state().meaning() == TaskState.Meaning.ENDED
                        ? update.report().or(() -> Optional.of(no))
                        : update.report(),
                update.at());
    }

    private static Records without(Records records, Class<? extends MemberState> state) {
        Records fewer = records;
        for (Member member : records.members().values()) {
            fewer = member.leaving() && state.isInstance(member.state()) ? fewer.without(member.name()) : fewer;
        }
        return fewer;
    }

    private static Records startedAgain(Records before, Records after) {
        Records changed = after;
        for (Member member : after.members().values()) {
            if (member.state() instanceof MemberState.Stopped stopped
                    && member.home().isPresent()) {
                changed = changed.with(member.with(new MemberState.Pending(stopped.since(), stopped.since())));
            }
        }
        return changed;
    }

    private static Records alsoTheNext(Records records) {
        Optional<Member> leaving = records.members().values().stream()
                .filter(member -> member.leaving() && member.masterEligible())
                .findFirst();
        Optional<Member> next = leaving.flatMap(one -> records.members().values().stream()
                .filter(other -> other.ordinal() == one.ordinal() - 1)
                .findFirst());
        return next.map(other -> records.with(other.with(leaving.get().goal()))).orElse(records);
    }

    private static Optional<Call> killOfFirst(Records records) {
        return records.members().values().stream()
                .filter(member -> !member.leaving())
                .flatMap(member -> member.task().stream())
                .findFirst()
                .map(task -> new Call.Kill(task.id(), task.agent().id(), java.time.Duration.ofSeconds(1)));
    }

    private static boolean clears(Call call) {
        return call instanceof Call.ClearVotingExclusions
                || call instanceof Call.SetAllocationExcludes set
                        && set.nodeNames().isEmpty();
    }

    private static Call.Launch bootstraps(Call.Launch launch) {
        ElasticsearchTask task = Payload.Elasticsearch.in(launch);
        return new Call.Launch(
                launch.offer(),
                launch.memberName(),
                launch.task(),
                launch.resources(),
                launch.ports(),
                new Payload.Elasticsearch(new ElasticsearchTask(
                        task.clusterName(),
                        task.nodeName(),
                        task.roles(),
                        task.networkHost(),
                        task.httpPort(),
                        task.transportPort(),
                        task.seedHosts(),
                        List.of("es-default-0"),
                        Optional.empty(),
                        task.heapMb(),
                        task.dataDir(),
                        task.distribution(),
                        task.runAs(),
                        task.javaHome(),
                        task.settings(),
                        task.jvmOptions(),
                        task.labels())));
    }
}
