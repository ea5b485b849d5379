package org.mesoselk.executor.kibana.lifecycle;

import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.executor.kibana.guard.Answer;
import org.mesoselk.executor.kibana.guard.Compatibility;
import org.mesoselk.executor.kibana.lifecycle.State.Judging;
import org.mesoselk.executor.kibana.lifecycle.State.Starting;
import org.mesoselk.executor.kibana.lifecycle.State.Waiting;

/** Lets Kibana start when it can work with the Elasticsearch that is there; what is not known yet is waited for. */
final class VersionWatch {

    private VersionWatch() {}

    static Step next(Judging now, Signal.Answered answered) {
        Answer answer = answered.answer();
        if (answer instanceof Answer.Version version) {
            return judged(now, version.number());
        }
        if (answer instanceof Answer.Withheld withheld) {
            return Step.to(
                    new Starting(now.assignment(), now.facts(), Optional.empty()),
                    new Action.Note("Elasticsearch does not tell its version: " + withheld.cause()
                            + "; Kibana judges by itself"),
                    new Action.Start());
        }
        String reason = "Waiting for Elasticsearch, whose version decides whether this Kibana can start: "
                + ((Answer.Unreachable) answer).cause();
        Waiting waiting = Waits.now(now.waiting(), reason, answered.at());
        if (!Waits.isToBeTold(waiting, answered.at())) {
            return Step.to(new Judging(now.assignment(), now.facts(), Optional.of(waiting)), new Action.Ask(true));
        }
        return Step.to(
                new Judging(now.assignment(), now.facts(), Optional.of(Waits.told(waiting))),
                Reports.report(now.assignment(), now.facts(), TaskState.TASK_STARTING, reason),
                new Action.Ask(true));
    }

    private static Step judged(Judging now, String elasticsearch) {
        Facts facts = now.facts().withElasticsearch(elasticsearch);
        Optional<String> fault = Compatibility.fault(now.facts().version().orElseThrow(), elasticsearch);
        if (fault.isPresent()) {
            return Lifecycle.finish(now.assignment(), facts, Ending.failed(fault.get()));
        }
        return Step.to(new Starting(now.assignment(), facts, Optional.empty()), new Action.Start());
    }
}
