package org.mesoselk.executor.logstash.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialReport;

class LifecycleTest {

    private static final LogstashTask TASK = new LogstashTask(
            LogstashTask.FORWARDER,
            List.of(),
            "/registry",
            Optional.empty(),
            new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
            new LogstashTask.Output("mesos", "default", Map.of(), false),
            LogstashTask.Limits.STANDARD);
    private static final Assignment ASSIGNMENT = new Assignment("t", TASK, Duration.ofSeconds(7));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final State RUNNING = new State.Running(ASSIGNMENT, Optional.empty());

    private static LogstashReport report(Optional<String> error, long deadLetters) {
        return LogstashReport.of("forwarder")
                .withFiles(3, 10, List.of())
                .withEvents(5, 1, 0)
                .withLosses(deadLetters, 0)
                .withLastError(error);
    }

    private static Signal.Looked looked(long second, Optional<String> error) {
        return new Signal.Looked(report(error, 0), NOW.plusSeconds(second));
    }

    private static Action.Report only(Step step) {
        return step.actions().stream()
                .filter(Action.Report.class::isInstance)
                .map(Action.Report.class::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("two reports in " + step);
                })
                .orElseThrow(() -> new AssertionError("no report in " + step));
    }

    @Test
    void aTaskIsPreparedThenStartedThenRunning() {
        Step launched = Lifecycle.next(new State.Idle(), new Signal.Launch(ASSIGNMENT));
        assertThat(only(launched).state()).isEqualTo(TaskState.TASK_STARTING);
        assertThat(launched.actions()).contains(new Action.Prepare(ASSIGNMENT));
        Step prepared = Lifecycle.next(launched.state(), new Signal.Prepared());
        assertThat(prepared.actions()).containsExactly(new Action.Start());
        Step seen = Lifecycle.next(prepared.state(), looked(0, Optional.empty()));
        assertThat(only(seen).state()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(only(seen).healthy()).contains(true);
        assertThat(only(seen).report()).contains(report(Optional.empty(), 0));
    }

    @Test
    void endpointsThatCameMeanwhileAreNotLost() {
        State preparing =
                Lifecycle.next(new State.Idle(), new Signal.Launch(ASSIGNMENT)).state();
        preparing = Lifecycle.next(preparing, new Signal.Endpoints(List.of("http://old:1")))
                .state();
        preparing = Lifecycle.next(preparing, new Signal.Endpoints(List.of("http://new:1")))
                .state();
        assertThat(Lifecycle.next(preparing, new Signal.Prepared()).actions())
                .containsExactly(new Action.Endpoints(List.of("http://new:1")), new Action.Start());
        assertThat(Lifecycle.next(RUNNING, new Signal.Endpoints(List.of("http://b:1")))
                        .actions())
                .containsExactly(new Action.Endpoints(List.of("http://b:1")));
    }

    @Test
    void pipelinesThatCameMeanwhileAreDoneInTheirOrderOnceItIsStarted() {
        State preparing =
                Lifecycle.next(new State.Idle(), new Signal.Launch(ASSIGNMENT)).state();
        preparing =
                Lifecycle.next(preparing, new Signal.Validate(Map.of("a", "x"))).state();
        preparing = Lifecycle.next(preparing, new Signal.Pipelines(Map.of("b", "y")))
                .state();
        assertThat(Lifecycle.next(preparing, new Signal.Prepared()).actions())
                .containsExactly(
                        new Action.Start(),
                        new Action.Validate(Map.of("a", "x")),
                        new Action.Pipelines(Map.of("b", "y")));
        assertThat(Lifecycle.next(RUNNING, new Signal.Pipelines(Map.of("b", "y")))
                        .actions())
                .containsExactly(new Action.Pipelines(Map.of("b", "y")));
    }

    @Test
    void whichPipelinesRunIsToldWithinFiveSeconds() {
        State told = Lifecycle.next(RUNNING, running(0, "one")).state();
        assertThat(Lifecycle.next(told, running(5, "one")).actions()).isEmpty();
        assertThat(Lifecycle.next(told, running(4, "two")).actions()).isEmpty();
        assertThat(only(Lifecycle.next(told, running(5, "two"))).report())
                .map(report -> report.logstash().orElseThrow().running())
                .contains(Optional.of("two"));
    }

    private static Signal.Looked running(long second, String fingerprint) {
        OfficialReport official = new OfficialReport(
                Optional.of("8.15.0"),
                Optional.of(fingerprint),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                true,
                0,
                Optional.empty());
        return new Signal.Looked(LogstashReport.of("logstash").withLogstash(official), NOW.plusSeconds(second));
    }

    @Test
    void aHostThatIsUnfitFailsTheTaskWithItsSentences() {
        State preparing =
                Lifecycle.next(new State.Idle(), new Signal.Launch(ASSIGNMENT)).state();
        Step step = Lifecycle.next(preparing, new Signal.Unfit(List.of("One.", "Two.")));
        assertThat(only(step).state()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(only(step).sentence()).isEqualTo("One. Two.");
        assertThat(step.state()).isEqualTo(new State.Done(1));
    }

    @Test
    void mesosIsToldNowAndThenAndSoonerWhenSomethingHasChanged() {
        Step first = Lifecycle.next(RUNNING, looked(0, Optional.empty()));
        assertThat(first.actions()).hasSize(1);
        State told = first.state();
        assertThat(Lifecycle.next(told, looked(29, Optional.empty())).actions()).isEmpty();
        assertThat(Lifecycle.next(told, looked(30, Optional.empty())).actions()).hasSize(1);
        assertThat(Lifecycle.next(told, looked(4, Optional.of("away"))).actions())
                .isEmpty();
        Step away = Lifecycle.next(told, looked(5, Optional.of("away")));
        assertThat(only(away).healthy()).contains(false);
        assertThat(only(away).sentence()).isEqualTo("away");
        assertThat(Lifecycle.next(told, new Signal.Looked(report(Optional.empty(), 1), NOW.plusSeconds(5)))
                        .actions())
                .hasSize(1);
    }

    @Test
    void aKillStopsWithinItsGraceAndTellsWhatIsLeft() {
        Step killed = Lifecycle.next(RUNNING, new Signal.Kill("t", Optional.empty()));
        assertThat(only(killed).state()).isEqualTo(TaskState.TASK_KILLING);
        assertThat(killed.actions()).contains(new Action.Stop(Duration.ofSeconds(7)));
        Step hurried = Lifecycle.next(killed.state(), new Signal.Kill("t", Optional.of(Duration.ofSeconds(1))));
        assertThat(hurried.actions()).containsExactly(new Action.Stop(Duration.ofSeconds(1)));
        Step stopped = Lifecycle.next(
                hurried.state(), new Signal.Stopped("All is there.", Optional.of(report(Optional.empty(), 0))));
        assertThat(only(stopped).state()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(only(stopped).sentence()).isEqualTo("Stopped as asked. All is there.");
        assertThat(only(stopped).report()).isPresent();
        assertThat(stopped.state()).isEqualTo(new State.Done(0));
        assertThat(Lifecycle.next(RUNNING, new Signal.Kill("another", Optional.empty()))
                        .state())
                .isEqualTo(RUNNING);
    }

    @Test
    void aKillWhilePreparingEndsWhatWasPrepared() {
        State preparing =
                Lifecycle.next(new State.Idle(), new Signal.Launch(ASSIGNMENT)).state();
        State killed = Lifecycle.next(preparing, new Signal.Kill("t", Optional.empty()))
                .state();
        Step prepared = Lifecycle.next(killed, new Signal.Prepared());
        assertThat(prepared.actions()).containsExactly(new Action.Stop(Duration.ZERO));
        assertThat(only(Lifecycle.next(prepared.state(), new Signal.Stopped("", Optional.empty())))
                        .state())
                .isEqualTo(TaskState.TASK_KILLED);
    }

    @Test
    void anEngineThatFailsFailsTheTask() {
        Step failed = Lifecycle.next(RUNNING, new Signal.EngineFailed("reading has ended: OutOfMemoryError"));
        assertThat(failed.actions()).contains(new Action.Stop(Lifecycle.OWN_GRACE));
        Step stopped = Lifecycle.next(failed.state(), new Signal.Stopped("", Optional.empty()));
        assertThat(only(stopped).state()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(only(stopped).sentence()).contains("The forwarder has failed: reading has ended");
        assertThat(stopped.state()).isEqualTo(new State.Done(1));
    }

    @Test
    void aSecondTaskIsRefusedAndTheFirstGoesOn() {
        Step step = Lifecycle.next(RUNNING, new Signal.Launch(new Assignment("u", TASK, Duration.ZERO)));
        assertThat(only(step).taskId()).isEqualTo("u");
        assertThat(only(step).state()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(step.state()).isEqualTo(RUNNING);
    }

    /** Whatever comes whenever: no exception, one terminal update, nothing after it. */
    @Test
    void everySignalHasAnAnswerInEveryState() {
        List<Signal> signals = List.of(
                new Signal.Launch(ASSIGNMENT),
                new Signal.BadLaunch("t", "no"),
                new Signal.Kill("t", Optional.empty()),
                new Signal.Shutdown("told", Duration.ofSeconds(3)),
                new Signal.Abandoned("gone"),
                new Signal.Endpoints(List.of()),
                new Signal.Pipelines(Map.of()),
                new Signal.Validate(Map.of()),
                new Signal.Prepared(),
                new Signal.Unfit(List.of("no")),
                looked(1, Optional.empty()),
                new Signal.EngineFailed("broken"),
                new Signal.Stopped("so", Optional.empty()));
        Ending ending = Ending.killed("so");
        List<State> states = List.of(
                new State.Idle(),
                new State.Preparing(ASSIGNMENT, Optional.empty(), List.of(), Optional.empty()),
                new State.Preparing(ASSIGNMENT, Optional.empty(), List.of(), Optional.of(ending)),
                RUNNING,
                new State.Stopping(ASSIGNMENT, ending),
                new State.Done(0));
        for (State state : states) {
            for (Signal signal : signals) {
                Step step = Lifecycle.next(state, signal);
                boolean done = step.state() instanceof State.Done;
                assertThat(step.actions().stream().anyMatch(Action.Exit.class::isInstance))
                        .as(state + " and " + signal)
                        .isEqualTo(done && !(state instanceof State.Done));
            }
        }
    }
}
