package org.mesoselk.executor.logstash.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.executor.logstash.lifecycle.Action.Exit;
import org.mesoselk.executor.logstash.lifecycle.Action.Note;
import org.mesoselk.executor.logstash.lifecycle.Action.Report;
import org.mesoselk.executor.logstash.lifecycle.State.Done;
import org.mesoselk.executor.logstash.lifecycle.State.Idle;
import org.mesoselk.executor.logstash.lifecycle.State.Preparing;
import org.mesoselk.executor.logstash.lifecycle.State.Running;
import org.mesoselk.executor.logstash.lifecycle.State.Stopping;

/** The life of one task, from LAUNCH to exit: a state and a signal give the next state and what to do. */
public final class Lifecycle {

    /** For a stop that nobody asked for with a kill policy. */
    static final Duration OWN_GRACE = Duration.ofSeconds(10);

    private Lifecycle() {}

    public static Step next(State state, Signal signal) {
        if (state instanceof Idle idle) {
            return idle(idle, signal);
        }
        if (signal instanceof Signal.Launch second) {
            return refuseSecond(state, second.assignment().taskId());
        }
        if (signal instanceof Signal.BadLaunch second) {
            return refuseSecond(state, second.taskId());
        }
        if (state instanceof Preparing preparing) {
            return preparing(preparing, signal);
        }
        if (state instanceof Running running) {
            return running(running, signal);
        }
        if (state instanceof Stopping stopping) {
            return stopping(stopping, signal);
        }
        return Step.to(state);
    }

    private static Step idle(Idle idle, Signal signal) {
        if (signal instanceof Signal.Launch launch) {
            Assignment assignment = launch.assignment();
            return Step.to(
                    new Preparing(assignment, Optional.empty(), List.of(), Optional.empty()),
                    report(
                            assignment.taskId(),
                            TaskState.TASK_STARTING,
                            "Preparing the " + assignment.task().engine()),
                    new Action.Prepare(assignment));
        }
        if (signal instanceof Signal.BadLaunch bad) {
            return finish(bad.taskId(), Ending.failed(bad.sentence()), Optional.empty());
        }
        if (signal instanceof Signal.Shutdown) {
            return Step.to(new Done(0), new Exit(0));
        }
        if (signal instanceof Signal.Abandoned) {
            return Step.to(new Done(1), new Exit(1));
        }
        return Step.to(idle, new Note("No task yet, ignored: " + signal));
    }

    private static Step preparing(Preparing now, Signal signal) {
        Assignment assignment = now.assignment();
        if (signal instanceof Signal.Prepared) {
            if (now.ending().isPresent()) {
                return Step.to(new Stopping(assignment, now.ending().get()), new Action.Stop(Duration.ZERO));
            }
            Running running = new Running(assignment, Optional.empty());
            List<Action> actions = new ArrayList<>();
            now.endpoints().ifPresent(told -> actions.add(new Action.Endpoints(told)));
            actions.add(new Action.Start());
            actions.addAll(now.later());
            return new Step(running, List.copyOf(actions));
        }
        if (signal instanceof Signal.Unfit unfit) {
            return finish(
                    assignment.taskId(),
                    now.ending().orElse(Ending.failed(String.join(" ", unfit.faults()))),
                    Optional.empty());
        }
        if (signal instanceof Signal.Endpoints told) {
            return Step.to(new Preparing(assignment, Optional.of(told.endpoints()), now.later(), now.ending()));
        }
        Optional<Action> reconfigured = reconfigured(signal);
        if (reconfigured.isPresent()) {
            List<Action> later = new ArrayList<>(now.later());
            later.add(reconfigured.get());
            return Step.to(new Preparing(assignment, now.endpoints(), List.copyOf(later), now.ending()));
        }
        return asked(assignment, signal)
                .map(order -> Step.to(
                        new Preparing(assignment, now.endpoints(), now.later(), Optional.of(order.ending())),
                        killing(assignment, order)))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Step running(Running now, Signal signal) {
        if (signal instanceof Signal.Looked looked) {
            return Telling.next(now, looked);
        }
        if (signal instanceof Signal.Endpoints told) {
            return Step.to(now, new Action.Endpoints(told.endpoints()));
        }
        Optional<Action> reconfigured = reconfigured(signal);
        if (reconfigured.isPresent()) {
            return Step.to(now, reconfigured.get());
        }
        if (signal instanceof Signal.EngineFailed failed) {
            Ending ending = Ending.failed("The " + now.assignment().task().engine() + " has failed: " + failed.cause());
            return Step.to(
                    new Stopping(now.assignment(), ending), new Note(ending.sentence()), new Action.Stop(OWN_GRACE));
        }
        return asked(now.assignment(), signal)
                .map(order -> Step.to(
                        new Stopping(now.assignment(), order.ending()),
                        killing(now.assignment(), order),
                        new Action.Stop(order.grace())))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Optional<Action> reconfigured(Signal signal) {
        if (signal instanceof Signal.Pipelines told) {
            return Optional.of(new Action.Pipelines(told.pipelines()));
        }
        return signal instanceof Signal.Validate told
                ? Optional.of(new Action.Validate(told.pipelines()))
                : Optional.empty();
    }

    private static Step stopping(Stopping now, Signal signal) {
        if (signal instanceof Signal.Stopped stopped) {
            Ending ending = now.ending();
            String sentence = ending.state() == TaskState.TASK_KILLED
                    ? ending.sentence() + " " + stopped.how()
                    : ending.sentence();
            return finish(
                    now.assignment().taskId(), new Ending(ending.state(), sentence, ending.exitCode()), stopped.last());
        }
        return asked(now.assignment(), signal)
                .map(order -> Step.to(now, new Action.Stop(order.grace())))
                .orElseGet(() -> Step.to(now));
    }

    /** An order to end: from the scheduler, from the agent, or because there is no agent any more. */
    private record Order(Ending ending, Duration grace) {}

    private static Optional<Order> asked(Assignment assignment, Signal signal) {
        if (signal instanceof Signal.Kill kill && kill.taskId().equals(assignment.taskId())) {
            return Optional.of(
                    new Order(Ending.killed("Stopped as asked."), kill.grace().orElse(assignment.grace())));
        }
        if (signal instanceof Signal.Shutdown shutdown) {
            return Optional.of(new Order(Ending.killed("Stopped: " + shutdown.cause() + "."), shutdown.grace()));
        }
        if (signal instanceof Signal.Abandoned abandoned) {
            return Optional.of(
                    new Order(Ending.failed("The Mesos agent did not come back: " + abandoned.cause()), OWN_GRACE));
        }
        return Optional.empty();
    }

    private static Report killing(Assignment assignment, Order order) {
        return report(
                assignment.taskId(), TaskState.TASK_KILLING, order.ending().sentence());
    }

    private static Report report(String taskId, TaskState state, String sentence) {
        return new Report(taskId, state, sentence, Optional.empty(), Optional.empty());
    }

    private static Step finish(String taskId, Ending ending, Optional<LogstashReport> last) {
        return Step.to(
                new Done(ending.exitCode()),
                new Report(taskId, ending.state(), ending.sentence(), Optional.empty(), last),
                new Exit(ending.exitCode()));
    }

    private static Step refuseSecond(State now, String taskId) {
        return Step.to(
                now,
                report(
                        taskId,
                        TaskState.TASK_FAILED,
                        "This executor runs one task and has had it; launch " + taskId
                                + " with an executor id of its own."));
    }

    private static Step ignored(State now, Signal signal) {
        return Step.to(now, new Note("Ignored: " + signal));
    }
}
