package org.mesoselk.executor.kibana.lifecycle;

import java.time.Duration;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.executor.kibana.lifecycle.Action.Exit;
import org.mesoselk.executor.kibana.lifecycle.Action.Note;
import org.mesoselk.executor.kibana.lifecycle.Action.Report;
import org.mesoselk.executor.kibana.lifecycle.State.Done;
import org.mesoselk.executor.kibana.lifecycle.State.Idle;
import org.mesoselk.executor.kibana.lifecycle.State.Judging;
import org.mesoselk.executor.kibana.lifecycle.State.Preparing;
import org.mesoselk.executor.kibana.lifecycle.State.Running;
import org.mesoselk.executor.kibana.lifecycle.State.Starting;
import org.mesoselk.executor.kibana.lifecycle.State.Stopping;

/** The life of one task, from LAUNCH to exit: a state and a signal give the next state and what to do. */
public final class Lifecycle {

    /** For a stop that nobody asked for with a kill policy: Kibana has failed or the agent is gone. */
    static final Duration OWN_GRACE = Duration.ofSeconds(10);

    private static final int SIGKILLED = 128 + 9;

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
        if (signal instanceof Signal.Endpoints told && !(state instanceof Done)) {
            return Step.to(state, new Action.TellEndpoints(told.endpoints()));
        }
        if (state instanceof Preparing preparing) {
            return preparing(preparing, signal);
        }
        if (state instanceof Judging judging) {
            return judging(judging, signal);
        }
        if (state instanceof Starting starting) {
            return signal instanceof Signal.Looked looked
                    ? StartWatch.next(starting, looked)
                    : withKibana(state, starting.assignment(), starting.facts(), signal);
        }
        if (state instanceof Running running) {
            return signal instanceof Signal.Looked looked
                    ? HealthWatch.next(running, looked)
                    : withKibana(state, running.assignment(), running.facts(), signal);
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
                    new Preparing(assignment, Optional.empty()),
                    Reports.report(
                            assignment,
                            Facts.NONE,
                            TaskState.TASK_STARTING,
                            "Preparing " + assignment.task().name()),
                    new Action.Prepare(assignment));
        }
        if (signal instanceof Signal.BadLaunch bad) {
            Ending ending = Ending.failed(bad.sentence());
            return Step.to(
                    new Done(ending.exitCode()), bare(bad.taskId(), ending.sentence()), new Exit(ending.exitCode()));
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
        if (signal instanceof Signal.Prepared prepared) {
            Facts facts = found(Optional.of(prepared.version()));
            return now.ending().isPresent()
                    ? finish(assignment, facts, now.ending().get())
                    : Step.to(new Judging(assignment, facts, Optional.empty()), new Action.Ask(false));
        }
        if (signal instanceof Signal.Unfit unfit) {
            return finish(
                    assignment,
                    found(unfit.version()),
                    now.ending().orElse(Ending.failed(String.join(" ", unfit.faults()))));
        }
        return asked(assignment, signal)
                .map(order -> Step.to(
                        new Preparing(assignment, Optional.of(order.ending())), killing(assignment, Facts.NONE, order)))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Facts found(Optional<String> version) {
        return new Facts(version, Optional.empty(), Optional.empty());
    }

    /** There is no process yet, so an order to end is carried out at once. */
    private static Step judging(Judging now, Signal signal) {
        if (signal instanceof Signal.Answered answered) {
            return VersionWatch.next(now, answered);
        }
        return asked(now.assignment(), signal)
                .map(order -> finish(now.assignment(), now.facts(), order.ending()))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Step withKibana(State now, Assignment assignment, Facts facts, Signal signal) {
        if (signal instanceof Signal.KibanaEnded ended) {
            Ending ending = Ending.failed(sentence(ended));
            return Step.to(
                    new Stopping(assignment, facts, ending), new Note(ending.sentence()), new Action.Stop(OWN_GRACE));
        }
        if (signal instanceof Signal.NotStarted failed) {
            return finish(assignment, facts, Ending.failed("Kibana could not be started: " + failed.cause()));
        }
        return asked(assignment, signal)
                .map(order -> Step.to(
                        new Stopping(assignment, facts, order.ending()),
                        killing(assignment, facts, order),
                        new Action.Stop(order.grace())))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Step stopping(Stopping now, Signal signal) {
        if (signal instanceof Signal.Stopped stopped) {
            Ending ending = now.ending();
            // A failure's sentence is its reason; how the rest was cleared away is in the log.
            String sentence = ending.state() == TaskState.TASK_KILLED
                    ? ending.sentence() + " " + stopped.how()
                    : ending.sentence();
            return finish(now.assignment(), now.facts(), new Ending(ending.state(), sentence, ending.exitCode()));
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
            return Optional.of(new Order(Ending.abandoned(abandoned.cause()), OWN_GRACE));
        }
        return Optional.empty();
    }

    private static String sentence(Signal.KibanaEnded ended) {
        String code = ended.exitCode() == SIGKILLED
                ? SIGKILLED + " (SIGKILL: by hand, or by the kernel for want of memory)"
                : String.valueOf(ended.exitCode());
        return "Kibana ended by itself with exit code " + code
                + ended.lastWords().map(words -> ": " + words).orElse(" and said nothing.");
    }

    private static Report killing(Assignment assignment, Facts facts, Order order) {
        return Reports.report(
                assignment, facts, TaskState.TASK_KILLING, order.ending().sentence());
    }

    static Step finish(Assignment assignment, Facts facts, Ending ending) {
        return Step.to(
                new Done(ending.exitCode()),
                Reports.report(assignment, facts.withStatus(Optional.empty()), ending.state(), ending.sentence()),
                new Exit(ending.exitCode()));
    }

    private static Report bare(String taskId, String sentence) {
        return new Report(taskId, TaskState.TASK_FAILED, sentence, Optional.empty(), Optional.empty());
    }

    private static Step refuseSecond(State now, String taskId) {
        return Step.to(
                now,
                bare(
                        taskId,
                        "This executor runs one task and has had it; launch " + taskId
                                + " with an executor id of its own."));
    }

    private static Step ignored(State now, Signal signal) {
        return Step.to(now, new Note("Ignored: " + signal));
    }
}
