package org.mesoselk.scheduler;

import java.time.Clock;
import org.mesoselk.scheduler.core.logstash.TellCoverage;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.endpoints.EndpointsObserver;
import org.mesoselk.scheduler.logstash.AgentsObserver;
import org.mesoselk.scheduler.mesos.AskAgents;
import org.mesoselk.scheduler.options.LogstashOptions;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Published;

/** Watches which agents there are, and where Elasticsearch is. */
final class LogstashSurroundings implements Framework.Surroundings {
    private static final Clock CLOCK = Clock.systemUTC();

    private final AgentsObserver agents;
    private final EndpointsObserver endpoints;

    LogstashSurroundings(LogstashOptions options, SchedulerProcess process, Inbox inbox) {
        AskAgents master =
                new AskAgents(process.agents()::master, options.mesos().access().master(), CLOCK);
        agents = new AgentsObserver(master::ask, () -> isWaiting(process.board().read()), inbox::put);
        endpoints = new EndpointsObserver(
                ElasticsearchFinder.of(options.endpoints(), process), Input.EndpointsSeen::new, inbox::put);
    }

    /** For anything, or for a list from after the subscription: an older one does not count. */
    private static boolean isWaiting(Published published) {
        // Collectors with other options may go on so for as long as the operator likes.
        return published.waits().stream().anyMatch(wait -> !wait.name().equals(TellCoverage.OUTDATED))
                || published
                        .memory()
                        .logstash()
                        .agents()
                        .at()
                        .isBefore(published.memory().times().subscribedAt());
    }

    @Override
    public void start() {
        agents.start();
        endpoints.start();
    }

    @Override
    public void heard(Input input) {
        agents.heard(input);
    }

    @Override
    public void call(Call.ToElasticsearch call) {
        throw new IllegalArgumentException("the Logstash framework changes nothing in Elasticsearch: " + call);
    }

    @Override
    public void close() {
        endpoints.close();
        agents.close();
    }
}
