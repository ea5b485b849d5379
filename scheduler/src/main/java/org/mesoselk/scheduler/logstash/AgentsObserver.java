package org.mesoselk.scheduler.logstash;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.runtime.Looking;

/** Keeps the list of agents right: often while something waits, and at once when Mesos tells of an agent that is not in it. */
public final class AgentsObserver implements AutoCloseable {
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(500);

    private final ListAgents agents;
    private final Consumer<Input> inputs;
    private final Looking looking;
    private volatile Set<String> listed = Set.of();

    /** @param waits whether anything waits */
    public AgentsObserver(ListAgents agents, Supplier<Boolean> waits, Consumer<Input> inputs) {
        this.agents = agents;
        this.inputs = inputs;
        this.looking = new Looking("agents-observer", this::look, () -> waits.get() ? BUSY : QUIET, LEAST);
    }

    public void start() {
        looking.start();
    }

    /** What Mesos tells may be about an agent that is not listed, or no longer there. */
    public void heard(Input input) {
        if (input instanceof Input.Subscribed
                || input instanceof Input.AgentLost
                || input instanceof Input.Offered offered
                        && offered.offers().stream()
                                .anyMatch(
                                        offer -> !listed.contains(offer.agent().id()))) {
            looking.kick();
        }
    }

    private void look() throws InterruptedException {
        AgentsView view = agents.list();
        if (view instanceof AgentsView.Known known) {
            listed = known.agents().stream().map(agent -> agent.agent().id()).collect(Collectors.toUnmodifiableSet());
        }
        inputs.accept(new Input.AgentsListed(view));
    }

    @Override
    public void close() {
        looking.close();
    }
}
