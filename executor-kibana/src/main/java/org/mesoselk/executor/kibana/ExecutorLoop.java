package org.mesoselk.executor.kibana;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.mesoselk.commons.mesos.ExecutorClient;
import org.mesoselk.executor.kibana.lifecycle.Action;
import org.mesoselk.executor.kibana.lifecycle.Lifecycle;
import org.mesoselk.executor.kibana.lifecycle.Signal;
import org.mesoselk.executor.kibana.lifecycle.State;
import org.mesoselk.executor.kibana.lifecycle.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One queue and one thread: takes a signal, lets the life cycle decide, has the actions done. */
final class ExecutorLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLoop.class);

    private final BlockingQueue<Signal> signals;
    private final ExecutorClient client;
    private final MesosSide mesos;
    private final KibanaSide kibana;
    private final Duration acknowledgement;

    /** @param acknowledgement how long to wait at the end; the agent keeps and repeats what it has received */
    ExecutorLoop(
            BlockingQueue<Signal> signals,
            ExecutorClient client,
            MesosSide mesos,
            KibanaSide kibana,
            Duration acknowledgement) {
        this.signals = signals;
        this.client = client;
        this.mesos = mesos;
        this.kibana = kibana;
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
            LOG.info(
                    "{}{}: {}",
                    report.state(),
                    report.healthy().map(h -> h ? " healthy" : " unhealthy").orElse(""),
                    report.sentence());
            mesos.status(report).ifPresent(client::update);
        } else if (action instanceof Action.Prepare prepare) {
            kibana.prepare(prepare.assignment());
        } else if (action instanceof Action.Ask ask) {
            kibana.ask(ask.again());
        } else if (action instanceof Action.Start) {
            kibana.start();
        } else if (action instanceof Action.Stop stop) {
            kibana.stop(stop.grace());
        } else if (action instanceof Action.TellEndpoints tell) {
            kibana.endpoints(tell.endpoints());
        } else if (action instanceof Action.Note note) {
            LOG.info(note.sentence());
        } else if (action instanceof Action.Exit exit) {
            if (!client.awaitAcknowledged(acknowledgement)) {
                LOG.warn("Not every update was acknowledged within {} s", acknowledgement.toSeconds());
            }
            LOG.info("Exit {}", exit.code());
        }
    }
}
