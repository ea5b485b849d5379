package org.mesoselk.executor.kibana.lifecycle;

import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.executor.kibana.lifecycle.State.Running;
import org.mesoselk.executor.kibana.lifecycle.State.Starting;
import org.mesoselk.executor.kibana.lifecycle.State.Waiting;
import org.mesoselk.executor.kibana.status.Look;

/** Watches a Kibana until it serves pages. Its first start may optimise for minutes, so there is no end to that. */
final class StartWatch {

    private StartWatch() {}

    static Step next(Starting now, Signal.Looked looked) {
        Look look = looked.look();
        if (look.isServing()) {
            Facts facts = now.facts().withStatus(look.word());
            return Step.to(
                    new Running(now.assignment(), facts, true, Optional.empty()),
                    Reports.report(
                            now.assignment(),
                            facts,
                            TaskState.TASK_RUNNING,
                            "Kibana " + facts.version().orElse("") + " " + look.sentence(),
                            Optional.of(true)));
        }
        String reason = "Waiting for Kibana: it " + look.sentence();
        Facts facts = now.facts().withStatus(look.word());
        Waiting waiting = Waits.now(now.waiting(), reason, looked.at());
        return Waits.isToBeTold(waiting, looked.at())
                ? Step.to(
                        new Starting(now.assignment(), facts, Optional.of(Waits.told(waiting))),
                        Reports.report(now.assignment(), facts, TaskState.TASK_STARTING, reason))
                : Step.to(new Starting(now.assignment(), facts, Optional.of(waiting)));
    }
}
