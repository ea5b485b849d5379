package org.mesoselk.executor.kibana.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.Test;
import org.mesoselk.executor.kibana.Tasks;
import org.mesoselk.executor.kibana.guard.Answer;
import org.mesoselk.executor.kibana.lifecycle.State.Done;
import org.mesoselk.executor.kibana.lifecycle.State.Idle;
import org.mesoselk.executor.kibana.lifecycle.State.Judging;
import org.mesoselk.executor.kibana.lifecycle.State.Preparing;
import org.mesoselk.executor.kibana.lifecycle.State.Running;
import org.mesoselk.executor.kibana.lifecycle.State.Starting;
import org.mesoselk.executor.kibana.lifecycle.State.Stopping;
import org.mesoselk.executor.kibana.status.Look;

class LifecycleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Assignment TASK = new Assignment("t1", Tasks.task(), Duration.ofSeconds(20));
    private static final Facts FOUND = new Facts(Optional.of("8.15.3"), Optional.empty(), Optional.empty());
    private static final Facts JUDGED = new Facts(Optional.of("8.15.3"), Optional.of("8.19.20"), Optional.empty());
    private static final Facts WELL =
            new Facts(Optional.of("8.15.3"), Optional.of("8.19.20"), Optional.of("available"));

    private static final State PREPARING = new Preparing(TASK, Optional.empty());
    private static final State JUDGING = new Judging(TASK, FOUND, Optional.empty());
    private static final State STARTING = new Starting(TASK, JUDGED, Optional.empty());
    private static final State RUNNING = new Running(TASK, WELL, true, Optional.empty());
    private static final State STOPPING = new Stopping(TASK, WELL, Ending.killed("Stopped as asked."));

    private static final Map<String, State> STATES = states();
    private static final Map<String, Signal> SIGNALS = signals();

    private static Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        states.put("Idle", new Idle());
        states.put("Preparing", PREPARING);
        states.put("Judging", JUDGING);
        states.put("Starting", STARTING);
        states.put("Running", RUNNING);
        states.put("Stopping", STOPPING);
        states.put("Done", new Done(0));
        return states;
    }

    private static Map<String, Signal> signals() {
        Map<String, Signal> signals = new LinkedHashMap<>();
        signals.put("Launch", new Signal.Launch(TASK));
        signals.put("BadLaunch", new Signal.BadLaunch("t1", "It makes no sense."));
        signals.put("Kill", new Signal.Kill("t1", Optional.empty()));
        signals.put("Shutdown", new Signal.Shutdown("the agent asked", Duration.ofSeconds(3)));
        signals.put("Abandoned", new Signal.Abandoned("no agent"));
        signals.put("Endpoints", new Signal.Endpoints(List.of("http://h:9200")));
        signals.put("Prepared", new Signal.Prepared("8.15.3"));
        signals.put("Unfit", new Signal.Unfit(List.of("No port."), Optional.of("8.15.3")));
        signals.put("Answered", new Signal.Answered(new Answer.Version("8.19.20"), NOW));
        signals.put("Looked", new Signal.Looked(new Look.Says("available"), NOW));
        signals.put("KibanaEnded", new Signal.KibanaEnded(64, Optional.of("bad port")));
        signals.put("NotStarted", new Signal.NotStarted("no such file"));
        signals.put("Stopped", new Signal.Stopped("It ended with exit code 0."));
        return signals;
    }

    /** Rows are states, columns the signals in their order; who adds one must extend it. */
    private static final Map<String, List<String>> TRANSITIONS = Map.of(
            "Idle",
                    List.of(
                            "Preparing",
                            "Done",
                            "Idle",
                            "Done",
                            "Done",
                            "Idle",
                            "Idle",
                            "Idle",
                            "Idle",
                            "Idle",
                            "Idle",
                            "Idle",
                            "Idle"),
            "Preparing",
                    List.of(
                            "Preparing",
                            "Preparing",
                            "Preparing",
                            "Preparing",
                            "Preparing",
                            "Preparing",
                            "Judging",
                            "Done",
                            "Preparing",
                            "Preparing",
                            "Preparing",
                            "Preparing",
                            "Preparing"),
            "Judging",
                    List.of(
                            "Judging",
                            "Judging",
                            "Done",
                            "Done",
                            "Done",
                            "Judging",
                            "Judging",
                            "Judging",
                            "Starting",
                            "Judging",
                            "Judging",
                            "Judging",
                            "Judging"),
            "Starting",
                    List.of(
                            "Starting",
                            "Starting",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Starting",
                            "Starting",
                            "Starting",
                            "Starting",
                            "Running",
                            "Stopping",
                            "Done",
                            "Starting"),
            "Running",
                    List.of(
                            "Running",
                            "Running",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Running",
                            "Running",
                            "Running",
                            "Running",
                            "Running",
                            "Stopping",
                            "Done",
                            "Running"),
            "Stopping",
                    List.of(
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Stopping",
                            "Done"),
            "Done",
                    List.of(
                            "Done", "Done", "Done", "Done", "Done", "Done", "Done", "Done", "Done", "Done", "Done",
                            "Done", "Done"));

    @Test
    void everySignalInEveryStateLeadsWhereTheTableSays() {
        assertThat(TRANSITIONS.keySet()).isEqualTo(STATES.keySet());
        STATES.forEach((name, state) -> {
            List<String> expected = TRANSITIONS.get(name);
            int column = 0;
            for (Map.Entry<String, Signal> signal : SIGNALS.entrySet()) {
                assertThat(Lifecycle.next(state, signal.getValue())
                                .state()
                                .getClass()
                                .getSimpleName())
                        .as("%s in %s", signal.getKey(), name)
                        .isEqualTo(expected.get(column));
                column++;
            }
            assertThat(expected).hasSize(SIGNALS.size());
        });
    }

    private static Action.Report report(Step step) {
        return step.actions().stream()
                .filter(Action.Report.class::isInstance)
                .map(Action.Report.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no report in " + step));
    }

    private static Signal looked(Look look, int second) {
        return new Signal.Looked(look, NOW.plusSeconds(second));
    }

    private static Signal answered(Answer answer, int second) {
        return new Signal.Answered(answer, NOW.plusSeconds(second));
    }

    @Test
    void aLaunchIsToldAndPrepared() {
        Step step = Lifecycle.next(new Idle(), new Signal.Launch(TASK));

        assertThat(report(step).state()).isEqualTo(TaskState.TASK_STARTING);
        assertThat(report(step).report().orElseThrow().url()).isEqualTo("http://10.0.0.5:31601");
        assertThat(report(step).report().orElseThrow().fingerprint()).isEqualTo("f1");
        assertThat(step.actions()).last().isEqualTo(new Action.Prepare(TASK));
    }

    @Test
    void beforeKibanaStartsElasticsearchIsAskedForItsVersion() {
        Step step = Lifecycle.next(PREPARING, new Signal.Prepared("8.15.3"));

        assertThat(step.actions()).containsExactly(new Action.Ask(false));
    }

    @Test
    void aKibanaThatFitsIsStarted() {
        Step step = Lifecycle.next(JUDGING, answered(new Answer.Version("8.19.20"), 0));

        assertThat(step).isEqualTo(Step.to(STARTING, new Action.Start()));
    }

    @Test
    void aKibanaOfAnotherMajorFailsWithTheSentence() {
        Step step = Lifecycle.next(JUDGING, answered(new Answer.Version("9.5.4"), 0));

        assertThat(step.state()).isEqualTo(new Done(1));
        assertThat(report(step).state()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(report(step).sentence()).startsWith("Kibana 8.15.3 cannot work with Elasticsearch 9.5.4: ");
        assertThat(report(step).report().orElseThrow().elasticsearch()).contains("9.5.4");
    }

    @Test
    void anElasticsearchThatDoesNotAnswerIsAskedAgainAndToldOnce() {
        Answer silent = new Answer.Unreachable("Connection refused");
        State state = JUDGING;
        int told = 0;
        for (int second = 0; second <= 120; second++) {
            Step step = Lifecycle.next(state, answered(silent, second));
            state = step.state();
            assertThat(state).isInstanceOf(Judging.class);
            assertThat(step.actions()).last().isEqualTo(new Action.Ask(true));
            told += step.actions().size() - 1;
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void anElasticsearchThatWithholdsItsVersionIsLeftToKibana() {
        Step step = Lifecycle.next(JUDGING, answered(new Answer.Withheld("it answers 401"), 0));

        assertThat(step.state()).isEqualTo(new Starting(TASK, FOUND, Optional.empty()));
        assertThat(step.actions()).last().isEqualTo(new Action.Start());
    }

    @Test
    void anAvailableKibanaIsRunningAndHealthy() {
        Step step = Lifecycle.next(STARTING, looked(new Look.Says("available"), 0));

        assertThat(report(step).state()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(report(step).healthy()).contains(true);
        assertThat(report(step).report().orElseThrow().status()).contains("available");
        assertThat(report(step).report().orElseThrow().version()).contains("8.15.3");
    }

    @Test
    void aKibanaThatIsRedOrSilentIsNotYetRunning() {
        assertThat(Lifecycle.next(STARTING, looked(new Look.Says("red"), 0)).actions())
                .isEmpty();
        assertThat(Lifecycle.next(STARTING, looked(new Look.Silent("Connection refused"), 0))
                        .actions())
                .isEmpty();
    }

    @Test
    void aLongStartIsToldOncePerReason() {
        State state = STARTING;
        int told = 0;
        for (int second = 0; second < 300; second += 5) {
            Step step = Lifecycle.next(state, looked(new Look.Silent("Connection refused"), second));
            state = step.state();
            told += step.actions().size();
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void aKibanaThatIsRedForHalfAMinuteIsUnhealthyAndThenHealthyAtOnce() {
        Step first = Lifecycle.next(RUNNING, looked(new Look.Says("red"), 0));
        Step early = Lifecycle.next(first.state(), looked(new Look.Silent("time-out"), 25));
        Step late = Lifecycle.next(early.state(), looked(new Look.Says("red"), 30));
        Step later = Lifecycle.next(late.state(), looked(new Look.Says("red"), 60));
        Step well = Lifecycle.next(later.state(), looked(new Look.Says("available"), 61));

        assertThat(first.actions()).isEmpty();
        assertThat(early.actions()).isEmpty();
        assertThat(report(late).healthy()).contains(false);
        assertThat(report(late).state()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(report(late).report().orElseThrow().status()).contains("red");
        assertThat(later.actions()).isEmpty();
        assertThat(report(well).healthy()).contains(true);
    }

    @Test
    void aMomentOfRedIsForgottenWhenKibanaIsWellAgain() {
        Step red = Lifecycle.next(RUNNING, looked(new Look.Says("red"), 0));
        Step well = Lifecycle.next(red.state(), looked(new Look.Says("available"), 5));
        Step redAgain = Lifecycle.next(well.state(), looked(new Look.Says("red"), 31));

        assertThat(well.actions()).isEmpty();
        assertThat(redAgain.actions()).isEmpty();
    }

    @Test
    void anotherWordOfARunningKibanaIsToldOnce() {
        Step degraded = Lifecycle.next(RUNNING, looked(new Look.Says("degraded"), 0));

        assertThat(report(degraded).healthy()).contains(true);
        assertThat(report(degraded).report().orElseThrow().status()).contains("degraded");
        assertThat(Lifecycle.next(degraded.state(), looked(new Look.Says("degraded"), 5))
                        .actions())
                .isEmpty();
    }

    @Test
    void endpointsAreTakenInEveryStateOfATask() {
        Signal told = new Signal.Endpoints(List.of("http://h:9200"));
        for (State state : List.of(PREPARING, JUDGING, STARTING, RUNNING, STOPPING)) {
            assertThat(Lifecycle.next(state, told))
                    .isEqualTo(Step.to(state, new Action.TellEndpoints(List.of("http://h:9200"))));
        }
    }

    @Test
    void whatKibanaSaidLastIsTheReasonOfItsFailure() {
        Step ended = Lifecycle.next(STARTING, new Signal.KibanaEnded(64, Optional.of("bad port")));
        Step stopped = Lifecycle.next(ended.state(), new Signal.Stopped("It ended with exit code 64."));

        assertThat(ended.actions()).last().isEqualTo(new Action.Stop(Lifecycle.OWN_GRACE));
        assertThat(report(stopped).state()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(report(stopped).sentence()).isEqualTo("Kibana ended by itself with exit code 64: bad port");
        assertThat(stopped.state()).isEqualTo(new Done(1));
    }

    @Test
    void aKillWithItsOwnGraceOverridesTheTasks() {
        Step own = Lifecycle.next(RUNNING, new Signal.Kill("t1", Optional.of(Duration.ofSeconds(2))));
        Step tasks = Lifecycle.next(RUNNING, new Signal.Kill("t1", Optional.empty()));

        assertThat(own.actions()).last().isEqualTo(new Action.Stop(Duration.ofSeconds(2)));
        assertThat(tasks.actions()).last().isEqualTo(new Action.Stop(Duration.ofSeconds(20)));
    }

    @Test
    void aKillOfAnotherTaskIsNoted() {
        Step step = Lifecycle.next(RUNNING, new Signal.Kill("t2", Optional.empty()));

        assertThat(step.state()).isEqualTo(RUNNING);
        assertThat(step.actions()).allMatch(Action.Note.class::isInstance);
    }

    @Test
    void aKillWhilePreparingEndsWhenThatIsOver() {
        Step killed = Lifecycle.next(PREPARING, new Signal.Kill("t1", Optional.empty()));
        Step prepared = Lifecycle.next(killed.state(), new Signal.Prepared("8.15.3"));

        assertThat(report(killed).state()).isEqualTo(TaskState.TASK_KILLING);
        assertThat(prepared.state()).isEqualTo(new Done(0));
        assertThat(report(prepared).state()).isEqualTo(TaskState.TASK_KILLED);
    }

    @Test
    void nothingThatIsNotedShowsASecret() {
        Assignment secret = new Assignment(
                "t2",
                Tasks.of(
                        Map.of("elasticsearch.password", "s3cret"), Tasks.task().proxy()),
                Duration.ofSeconds(1));
        for (State state : STATES.values()) {
            Step step = Lifecycle.next(state, new Signal.Launch(secret));
            assertThat(step.actions().stream()
                            .filter(action -> action instanceof Action.Note || action instanceof Action.Report)
                            .map(Object::toString))
                    .noneMatch(text -> text.contains("s3cret") || text.contains(Tasks.KEYS.secret()));
        }
    }
}
