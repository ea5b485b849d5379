package org.mesoselk.executor.kibana.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.executor.kibana.lifecycle.State.Running;
import org.mesoselk.executor.kibana.status.Look;

/** Tells Mesos when a running Kibana stops or begins to serve pages, or says another word of itself; changes only. */
final class HealthWatch {

    /** Elasticsearch may be away for a moment, or this host busy; Kibana recovers from that by itself. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private HealthWatch() {}

    static Step next(Running now, Signal.Looked looked) {
        Look look = looked.look();
        return look.isServing() ? serving(now, look) : ill(now, look, looked.at());
    }

    private static Step serving(Running now, Look look) {
        Facts facts = now.facts().withStatus(look.word());
        Running well = new Running(now.assignment(), facts, true, Optional.empty());
        boolean changed = !now.healthy() || !now.facts().status().equals(facts.status());
        return changed ? Step.to(well, report(well, "Kibana " + look.sentence())) : Step.to(well);
    }

    private static Step ill(Running now, Look look, Instant at) {
        Instant since = now.badSince().orElse(at);
        boolean isOver = !at.isBefore(since.plus(PATIENCE));
        if (!now.healthy() || !isOver) {
            return Step.to(new Running(now.assignment(), now.facts(), now.healthy(), Optional.of(since)));
        }
        Running ill = new Running(now.assignment(), now.facts().withStatus(look.word()), false, Optional.of(since));
        return Step.to(
                ill, report(ill, "Kibana " + look.sentence() + ", for " + PATIENCE.toSeconds() + " s or longer"));
    }

    private static Action.Report report(Running now, String sentence) {
        return Reports.report(
                now.assignment(), now.facts(), TaskState.TASK_RUNNING, sentence, Optional.of(now.healthy()));
    }
}
