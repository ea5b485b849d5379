package org.mesoselk.executor.elasticsearch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.executor.elasticsearch.Tasks;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Exit;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Prepare;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Report;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Start;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Stop;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.WriteSeeds;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

class LifecycleTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(17);
    private static final Assignment ANY_CLUSTER = new Assignment("t1", Tasks.PLAIN, GRACE);
    private static final Assignment CLUSTER_A = new Assignment("t1", Tasks.withCluster("A"), GRACE);
    private static final NodeLook JOINED_A = new NodeLook.Joined("A", "n1", "8.19.20");
    private static final NodeLook SILENT = new NodeLook.Silent("connection refused");
    private static final NodeLook MASTERLESS = new NodeLook.Masterless(Optional.empty());

    private State state = new State.Idle();

    @Test
    void aLaunchIsPreparedStartedAndRunsOnlyOnceItHasJoined() {
        assertThat(kinds(on(new Signal.Launch(ANY_CLUSTER)))).containsExactly("TASK_STARTING", "Prepare");
        assertThat(on(new Signal.Prepared(HasData.NO))).containsExactly(new Start());
        assertThat(look(SILENT, 1)).isEmpty();
        assertThat(look(MASTERLESS, 2)).isEmpty();

        Report running = (Report) look(JOINED_A, 3).get(0);

        assertThat(running.state()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(running.healthy()).contains(true);
        assertThat(running.report())
                .contains(new NodeReport(
                        Optional.of("n1"),
                        Optional.of("A"),
                        "127.0.0.1:9200",
                        "127.0.0.1:9300",
                        Optional.of("8.19.20")));
        assertThat(look(JOINED_A, 4)).isEmpty();
    }

    @Test
    void allFaultsOfThePreflightAreNamedInOneFailureAndTheExecutorEnds() {
        on(new Signal.Launch(ANY_CLUSTER));

        List<Action> actions = on(new Signal.Unfit(List.of("One is wrong.", "Two is wrong."), HasData.NO));

        assertThat(kinds(actions)).containsExactly("TASK_FAILED", "Exit");
        Report failed = (Report) actions.get(0);
        assertThat(failed.sentence()).isEqualTo("One is wrong. Two is wrong.");
        assertThat(failed.report().map(NodeReport::data))
                .as("nothing was started")
                .contains(HasData.NO);
        assertThat(state).isEqualTo(new State.Done(1));
    }

    @Test
    void aNodeOfAnotherClusterIsStoppedAndFailsEvenWithoutAMaster() {
        for (NodeLook other :
                List.of(new NodeLook.Joined("B", "n1", "8.19.20"), new NodeLook.Masterless(Optional.of("B")))) {
            starting(CLUSTER_A);

            assertThat(kinds(look(other, 1))).containsExactly("Note", "Stop");
            List<Action> end = on(new Signal.Stopped("It ended.", HasData.YES));

            assertThat(kinds(end)).containsExactly("TASK_FAILED", "Exit");
            assertThat(((Report) end.get(0)).sentence()).contains("cluster B", "told to join A");
        }
    }

    @Test
    void whatKeepsANodeFromJoiningIsToldOnceAfterAWhile() {
        starting(CLUSTER_A);
        assertThat(look(SILENT, 0)).isEmpty();
        assertThat(look(MASTERLESS, 20)).isEmpty();
        assertThat(look(MASTERLESS, 49)).isEmpty();

        assertThat(kinds(look(MASTERLESS, 50))).containsExactly("TASK_STARTING");
        assertThat(look(MASTERLESS, 100)).isEmpty();
    }

    @Test
    void healthChangesAreToldOnceAndOneBadLookIsNoChange() {
        running();
        assertThat(look(SILENT, 1)).isEmpty();
        assertThat(look(JOINED_A, 2)).isEmpty();
        assertThat(look(SILENT, 3)).isEmpty();
        assertThat(look(MASTERLESS, 4)).isEmpty();

        Report ill = (Report) look(MASTERLESS, 5).get(0);
        assertThat(ill.state()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(ill.healthy()).contains(false);
        assertThat(look(MASTERLESS, 6)).isEmpty();

        assertThat(((Report) look(JOINED_A, 7).get(0)).healthy()).contains(true);
        assertThat(look(JOINED_A, 8)).isEmpty();
    }

    @Test
    void aKillStopsWithinTheGraceOfTheEventElseOfTheTask() {
        running();
        assertThat(on(new Signal.Kill("t1", Optional.empty()))).contains(new Stop(GRACE));

        running();
        List<Action> actions = on(new Signal.Kill("t1", Optional.of(Duration.ofSeconds(3))));

        assertThat(kinds(actions)).containsExactly("TASK_KILLING", "Stop");
        assertThat(actions).contains(new Stop(Duration.ofSeconds(3)));
        assertThat(kinds(on(new Signal.Stopped("It ended.", HasData.YES)))).containsExactly("TASK_KILLED", "Exit");
        assertThat(state).isEqualTo(new State.Done(0));
    }

    @Test
    void aKillOfAnotherTaskChangesNothing() {
        running();
        State before = state;

        assertThat(kinds(on(new Signal.Kill("other", Optional.empty())))).containsExactly("Note");
        assertThat(state).isEqualTo(before);
    }

    @Test
    void aKillWhilePreparingStartsNothing() {
        on(new Signal.Launch(ANY_CLUSTER));

        assertThat(kinds(on(new Signal.Kill("t1", Optional.empty())))).containsExactly("TASK_KILLING");
        assertThat(kinds(on(new Signal.Prepared(HasData.NO)))).containsExactly("TASK_KILLED", "Exit");
    }

    @Test
    void aShutdownShortensAStopThatIsUnderWay() {
        running();
        on(new Signal.Kill("t1", Optional.of(Duration.ofMinutes(5))));

        assertThat(on(new Signal.Shutdown("agent", Duration.ofSeconds(3))))
                .containsExactly(new Stop(Duration.ofSeconds(3)));
        assertThat(kinds(on(new Signal.Stopped("It ended.", HasData.YES)))).containsExactly("TASK_KILLED", "Exit");
        assertThat(on(new Signal.Stopped("It ended.", HasData.YES))).isEmpty();
    }

    @Test
    void withoutATaskAShutdownJustEndsTheExecutor() {
        assertThat(on(new Signal.Shutdown("agent", GRACE))).containsExactly(new Exit(0));
    }

    @Test
    void anAbandonedExecutorStopsItsNodeAndExitsWithFailure() {
        running();

        assertThat(on(new Signal.Abandoned("no agent"))).contains(new Stop(Lifecycle.OWN_GRACE));
        assertThat(on(new Signal.Stopped("It ended.", HasData.YES))).contains(new Exit(1));
    }

    @Test
    void aNodeThatEndsByItselfFailsTheTaskWithItsLastWords() {
        running();

        assertThat(kinds(on(new Signal.NodeEnded(78, Optional.of("bootstrap check failure")))))
                .containsExactly("Note", "Stop");
        Report failed = (Report) on(new Signal.Stopped("Gone.", HasData.YES)).get(0);

        assertThat(failed.state()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(failed.sentence()).contains("exit code 78", "bootstrap check failure");
    }

    @Test
    void theLastUpdateSaysWhatTheNodeHasLeftWhetherOrNotItEverJoined() {
        for (HasData left : HasData.values()) {
            starting(ANY_CLUSTER);
            on(new Signal.NodeEnded(137, Optional.empty()));

            Report failed = (Report) on(new Signal.Stopped("Gone.", left)).get(0);

            assertThat(failed.report())
                    .contains(new NodeReport(
                            Optional.empty(),
                            Optional.empty(),
                            "127.0.0.1:9200",
                            "127.0.0.1:9300",
                            Optional.empty(),
                            left));
        }
        starting(ANY_CLUSTER);
        Report notStarted = (Report)
                on(new Signal.NotStarted("no such file", HasData.UNKNOWN)).get(0);
        assertThat(notStarted.report().map(NodeReport::data)).contains(HasData.UNKNOWN);
    }

    @Test
    void theNodesEndDuringAStopIsNoFailure() {
        running();
        on(new Signal.Kill("t1", Optional.empty()));

        assertThat(on(new Signal.NodeEnded(143, Optional.empty()))).isEmpty();
        assertThat(kinds(on(new Signal.Stopped("It ended.", HasData.YES)))).containsExactly("TASK_KILLED", "Exit");
    }

    @Test
    void seedsAreWrittenAtOnceAndThoseThatCameWhilePreparingBeforeTheStart() {
        on(new Signal.Launch(ANY_CLUSTER));
        assertThat(on(new Signal.Seeds(List.of("h:1")))).isEmpty();
        assertThat(on(new Signal.Seeds(List.of("h:2")))).isEmpty();

        assertThat(on(new Signal.Prepared(HasData.NO))).containsExactly(new WriteSeeds(List.of("h:2")), new Start());
        assertThat(on(new Signal.Seeds(List.of("h:3")))).containsExactly(new WriteSeeds(List.of("h:3")));
    }

    @Test
    void aSecondTaskFailsAndTheFirstGoesOn() {
        running();
        State before = state;

        List<Action> actions = on(new Signal.Launch(new Assignment("t2", Tasks.PLAIN, GRACE)));

        assertThat(kinds(actions)).containsExactly("TASK_FAILED");
        assertThat(((Report) actions.get(0)).taskId()).isEqualTo("t2");
        assertThat(state).isEqualTo(before);
    }

    @Test
    void dataThatMakesNoSenseFailsTheTask() {
        assertThat(kinds(on(new Signal.BadLaunch("t1", "No task.")))).containsExactly("TASK_FAILED", "Exit");
    }

    @Test
    void everyStateTakesEverySignalAndOnlyAFirstLaunchPrepares() {
        List<Signal> signals = List.of(
                new Signal.Launch(ANY_CLUSTER),
                new Signal.BadLaunch("t1", "No task."),
                new Signal.Kill("t1", Optional.empty()),
                new Signal.Shutdown("agent", GRACE),
                new Signal.Abandoned("no agent"),
                new Signal.Seeds(List.of()),
                new Signal.Prepared(HasData.NO),
                new Signal.Unfit(List.of("Wrong."), HasData.NO),
                new Signal.Looked(JOINED_A, T0),
                new Signal.Looked(SILENT, T0),
                new Signal.NodeEnded(1, Optional.empty()),
                new Signal.NotStarted("no such file", HasData.NO),
                new Signal.Stopped("It ended.", HasData.YES));
        List<State> states = List.of(
                new State.Idle(),
                new State.Preparing(ANY_CLUSTER, Optional.empty(), Optional.empty()),
                new State.Starting(ANY_CLUSTER, Optional.empty()),
                new State.Running(ANY_CLUSTER, report(), true, 0),
                new State.Stopping(ANY_CLUSTER, Ending.killed("Asked.")),
                new State.Done(0));
        for (State from : states) {
            for (Signal signal : signals) {
                Step step = Lifecycle.next(from, signal);
                String what = from + " on " + signal;
                boolean first = from instanceof State.Idle && signal instanceof Signal.Launch;
                boolean prepares = step.actions().stream().anyMatch(Prepare.class::isInstance);
                boolean exits = step.actions().stream().anyMatch(Exit.class::isInstance);
                boolean done = step.state() instanceof State.Done && !(from instanceof State.Done);
                boolean starts = step.actions().stream().anyMatch(Start.class::isInstance);

                assertThat(prepares).as(what).isEqualTo(first);
                assertThat(exits).as(what).isEqualTo(done);
                assertThat(starts)
                        .as(what)
                        .isEqualTo(from instanceof State.Preparing && signal instanceof Signal.Prepared);
                if (from instanceof State.Done) {
                    assertThat(step.state()).as(what).isEqualTo(from);
                }
                if (from instanceof State.Starting || from instanceof State.Running) {
                    boolean neverStarted = signal instanceof Signal.NotStarted;
                    assertThat(done)
                            .as(what + ": nothing ends while a node may live")
                            .isEqualTo(neverStarted);
                }
            }
        }
    }

    private void starting(Assignment assignment) {
        state = new State.Starting(assignment, Optional.empty());
    }

    private void running() {
        state = new State.Running(CLUSTER_A, report(), true, 0);
    }

    private static NodeReport report() {
        return new NodeReport(Optional.of("n1"), Optional.of("A"), "h:1", "h:2", Optional.of("8.19.20"));
    }

    private List<Action> look(NodeLook look, int second) {
        return on(new Signal.Looked(look, T0.plusSeconds(second)));
    }

    private List<Action> on(Signal signal) {
        Step step = Lifecycle.next(state, signal);
        state = step.state();
        return step.actions();
    }

    private static List<String> kinds(List<Action> actions) {
        List<String> kinds = new ArrayList<>();
        for (Action action : actions) {
            kinds.add(
                    action instanceof Report report
                            ? report.state().name()
                            : action.getClass().getSimpleName());
        }
        return kinds;
    }
}
