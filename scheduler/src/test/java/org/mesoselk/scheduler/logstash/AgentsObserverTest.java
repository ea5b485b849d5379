package org.mesoselk.scheduler.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Resources;

class AgentsObserverTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** Longer than the shortest pause between looks, shorter than the usual one. */
    private static final Duration SOON = Duration.ofSeconds(7);

    private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final AtomicReference<AgentsView> master = new AtomicReference<>(listed("S1"));

    private static AgentsView listed(String id) {
        return new AgentsView.Known(
                NOW, List.of(new ListedAgent(agent(id), Map.of(), true, new Resources(1, 1024, 1024))));
    }

    private static AgentRef agent(String id) {
        return new AgentRef(id, "host-" + id, "10.0.0.1");
    }

    private static Input offered(String agentId) {
        return new Input.Offered(List.of(new Offer(
                "O1",
                agent(agentId),
                Map.of(),
                1,
                1024,
                1024,
                List.of(),
                Optional.empty(),
                new Resources(1, 1024, 1024),
                List.of())));
    }

    private Input next(Duration atMost) throws InterruptedException {
        return inputs.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void anOfferOfAnAgentThatIsNotListedMakesItLookAtOnce() throws Exception {
        try (AgentsObserver observer = new AgentsObserver(master::get, () -> false, inputs::add)) {
            observer.start();
            assertThat(next(SOON)).isEqualTo(new Input.AgentsListed(listed("S1")));
            master.set(listed("S2"));
            observer.heard(offered("S2"));
            assertThat(next(SOON)).isEqualTo(new Input.AgentsListed(listed("S2")));
        }
    }

    @Test
    void aNewSubscriptionAndALostAgentMakeItLookAtOnce() throws Exception {
        try (AgentsObserver observer = new AgentsObserver(master::get, () -> false, inputs::add)) {
            observer.start();
            assertThat(next(SOON)).isNotNull();
            observer.heard(new Input.Subscribed("F"));
            assertThat(next(SOON)).isNotNull();
            observer.heard(new Input.AgentLost("S1"));
            assertThat(next(SOON)).isNotNull();
        }
    }

    @Test
    void whatIsUnknownIsTold() throws Exception {
        AgentsView unknown = new AgentsView.Unknown(NOW, "the master is away");
        master.set(unknown);
        try (AgentsObserver observer = new AgentsObserver(master::get, () -> true, inputs::add)) {
            observer.start();
            assertThat(next(SOON)).isEqualTo(new Input.AgentsListed(unknown));
        }
    }
}
