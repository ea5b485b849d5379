package org.mesoselk.executor.elasticsearch.lifecycle;

import java.time.Duration;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Exit;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Note;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Prepare;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Report;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Start;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.Stop;
import org.mesoselk.executor.elasticsearch.lifecycle.Action.WriteSeeds;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Done;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Idle;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Preparing;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Running;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Starting;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Stopping;

/** The life of one task, from LAUNCH to exit: a state and a signal give the next state and what to do. */
public final class Lifecycle {

    /** For a stop that nobody asked for with a kill policy: the node has failed or the agent is gone. */
    static final Duration OWN_GRACE = Duration.ofSeconds(30);

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
        if (state instanceof Preparing preparing) {
            return preparing(preparing, signal);
        }
        if (state instanceof Starting starting) {
            return signal instanceof Signal.Looked looked
                    ? JoinWatch.next(starting, looked)
                    : withNode(state, starting.assignment(), signal);
        }
        if (state instanceof Running running) {
            return signal instanceof Signal.Looked looked
                    ? HealthWatch.next(running, looked)
                    : withNode(state, running.assignment(), signal);
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
                    new Preparing(assignment, Optional.empty(), Optional.empty()),
                    report(
                            assignment.taskId(),
                            TaskState.TASK_STARTING,
                            "Preparing " + assignment.node().nodeName()),
                    new Prepare(assignment));
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
        if (signal instanceof Signal.Prepared prepared) {
            if (now.ending().isPresent()) {
                return finish(assignment, now.ending().get(), prepared.data());
            }
            Starting starting = new Starting(assignment, Optional.empty());
            return now.seeds().isPresent()
                    ? Step.to(starting, new WriteSeeds(now.seeds().get()), new Start())
                    : Step.to(starting, new Start());
        }
        if (signal instanceof Signal.Unfit unfit) {
            return finish(
                    assignment, now.ending().orElse(Ending.failed(String.join(" ", unfit.faults()))), unfit.data());
        }
        if (signal instanceof Signal.Seeds seeds) {
            return Step.to(new Preparing(assignment, Optional.of(seeds.hosts()), now.ending()));
        }
        return asked(assignment, signal)
                .map(order -> Step.to(
                        new Preparing(assignment, now.seeds(), Optional.of(order.ending())),
                        report(
                                assignment.taskId(),
                                TaskState.TASK_KILLING,
                                order.ending().sentence())))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Step withNode(State now, Assignment assignment, Signal signal) {
        if (signal instanceof Signal.NodeEnded ended) {
            return stop(assignment, Ending.failed(sentence(ended)), OWN_GRACE);
        }
        if (signal instanceof Signal.NotStarted failed) {
            return finish(
                    assignment, Ending.failed("Elasticsearch could not be started: " + failed.cause()), failed.data());
        }
        if (signal instanceof Signal.Seeds seeds) {
            return Step.to(now, new WriteSeeds(seeds.hosts()));
        }
        return asked(assignment, signal)
                .map(order -> Step.to(
                        new Stopping(assignment, order.ending()),
                        report(
                                assignment.taskId(),
                                TaskState.TASK_KILLING,
                                order.ending().sentence()),
                        new Stop(order.grace())))
                .orElseGet(() -> ignored(now, signal));
    }

    private static Step stopping(Stopping now, Signal signal) {
        if (signal instanceof Signal.Stopped stopped) {
            Ending ending = now.ending();
            // A failure's sentence is its reason; how the rest was cleared away is in the log.
            String sentence = ending.state() == TaskState.TASK_KILLED
                    ? ending.sentence() + " " + stopped.how()
                    : ending.sentence();
            return finish(now.assignment(), new Ending(ending.state(), sentence, ending.exitCode()), stopped.data());
        }
        return asked(now.assignment(), signal)
                .map(order -> Step.to(now, new Stop(order.grace())))
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

    private static String sentence(Signal.NodeEnded ended) {
        String code = ended.exitCode() == SIGKILLED
                ? SIGKILLED + " (SIGKILL: by hand, or by the kernel for want of memory)"
                : String.valueOf(ended.exitCode());
        return "Elasticsearch ended by itself with exit code " + code
                + ended.lastWords().map(words -> ": " + words).orElse(" and said nothing.");
    }

    static Step stop(Assignment assignment, Ending ending, Duration grace) {
        return Step.to(new Stopping(assignment, ending), new Note(ending.sentence()), new Stop(grace));
    }

    static Report report(String taskId, TaskState state, String sentence) {
        return new Report(taskId, state, sentence, Optional.empty(), Optional.empty());
    }

    private static Step finish(Assignment assignment, Ending ending, HasData data) {
        return finish(assignment.taskId(), ending, Optional.of(Reports.ended(assignment.node(), data)));
    }

    private static Step finish(String taskId, Ending ending, Optional<NodeReport> report) {
        return Step.to(
                new Done(ending.exitCode()),
                new Report(taskId, ending.state(), ending.sentence(), Optional.empty(), report),
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
