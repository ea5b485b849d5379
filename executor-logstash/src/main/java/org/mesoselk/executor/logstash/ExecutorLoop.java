package org.mesoselk.executor.logstash;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.executor.logstash.lifecycle.Action;
import org.mesoselk.executor.logstash.lifecycle.Lifecycle;
import org.mesoselk.executor.logstash.lifecycle.Signal;
import org.mesoselk.executor.logstash.lifecycle.State;
import org.mesoselk.executor.logstash.lifecycle.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One queue and one thread: takes a signal, lets the life cycle decide, has the actions done. */
final class ExecutorLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLoop.class);

    private final BlockingQueue<Signal> signals;
    private final ExecutorClient client;
    private final MesosSide mesos;
    private final EngineSide engine;
    private final Duration acknowledgement;
    private String said = "";

    /** @param acknowledgement how long to wait at the end; the agent keeps and repeats what it has received */
    ExecutorLoop(
            BlockingQueue<Signal> signals,
            ExecutorClient client,
            MesosSide mesos,
            EngineSide engine,
            Duration acknowledgement) {
        this.signals = signals;
        this.client = client;
        this.mesos = mesos;
        this.engine = engine;
        this.acknowledgement = acknowledgement;
    }

    /** Runs until the task has ended and Mesos knows. @return the exit code of this program */
    int run() throws InterruptedException {
        State state = new State.Idle();
        while (!(state instanceof State.Done)) {
            Step step = Lifecycle.next(state, signals.take());
            state = step.state();
            for (Action action : step.actions()) {
                perform(action);
            }
        }
        return ((State.Done) state).exitCode();
    }

    private void perform(Action action) throws InterruptedException {
        if (action instanceof Action.Report report) {
            log(report);
            mesos.status(report).ifPresent(client::update);
        } else if (action instanceof Action.Prepare prepare) {
            engine.prepare(prepare.assignment().task());
        } else if (action instanceof Action.Start) {
            engine.start();
        } else if (action instanceof Action.Endpoints told) {
            engine.endpoints(told.endpoints());
        } else if (action instanceof Action.Pipelines told) {
            engine.pipelines(told.pipelines());
        } else if (action instanceof Action.Validate told) {
            engine.validate(told.pipelines());
        } else if (action instanceof Action.Stop stop) {
            engine.stop(stop.grace());
        } else if (action instanceof Action.Note note) {
            LOG.info(note.sentence());
        } else if (action instanceof Action.Exit exit) {
            if (!client.awaitAcknowledged(acknowledgement)) {
                LOG.warn("Not every update was acknowledged within {} s", acknowledgement.toSeconds());
            }
            LOG.info("Exit {}", exit.code());
        }
    }

    /** This log is collected like any other: a line for each look would make work of its own. */
    private void log(Action.Report report) {
        String now = report.state() + (report.healthy().orElse(true) ? "" : ": " + report.sentence());
        if (!now.equals(said)) {
            LOG.info("{}: {}", report.state(), report.sentence());
            said = now;
        }
    }
}
