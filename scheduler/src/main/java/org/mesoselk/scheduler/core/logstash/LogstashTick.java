package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.framework.Tick;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.View;

/** A tick of the Logstash framework. */
final class LogstashTick extends Tick {
    final LogstashSettings settings;
    /** Of the settings, once it is needed. */
    private String fingerprint = "";

    LogstashTick(View view) {
        super(view);
        settings = (LogstashSettings) view.settings();
    }

    LogstashSpec spec() {
        return LogstashSpec.of(records());
    }

    Launched launched(Member member) {
        if (fingerprint.isEmpty()) {
            fingerprint = settings.fingerprint();
        }
        return Launched.of(member, memory.logstash.reports, fingerprint);
    }

    /** The pipelines have come a stage further. */
    void move(Rollout next) {
        records(records().with(spec().moved(next)));
    }

    /** The master's list, as it was asked last, if it could be had in this subscription. */
    Optional<AgentsView.Known> list() {
        return memory.logstash.agents instanceof AgentsView.Known known
                        && !known.at().isBefore(memory.subscribedAt)
                ? Optional.of(known)
                : Optional.empty();
    }

    /** Those that the master lists, and those that have offered since it was asked; by id. */
    SortedMap<String, ListedAgent> agents() {
        SortedMap<String, ListedAgent> agents = new TreeMap<>(memory.logstash.offering);
        list().map(AgentsView.Known::agents)
                .orElse(List.of())
                .forEach(agent -> agents.put(agent.agent().id(), agent));
        return agents;
    }

    @Override
    public LogstashSettings settings() {
        return settings;
    }

    /** A master that lists its agents knows their tasks: what it does not know is not there, or its agent is not. */
    @Override
    public boolean isSeenGone(Member member, Instant sure) {
        return list().filter(list -> !list.at().isBefore(sure)).isPresent();
    }

    /** Nothing but Mesos sees a task. */
    @Override
    public boolean isMissed(Member member) {
        return false;
    }

    /** An executor that finds the positions of its agent locked by another one ends. */
    @Override
    public boolean isDataLocked() {
        return true;
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }

    @Override
    public boolean seeksAgents() {
        return list().isEmpty();
    }

    /** Whatever ends an agent's tasks for maintenance, the positions are there when it comes back. */
    @Override
    public boolean letsGoOf(String agentId) {
        return true;
    }
}
