package org.mesoselk.scheduler.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;

class EndpointsObserverTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile EndpointsView present = new EndpointsView.Known(NOW, List.of("http://es1:9200"));

    private EndpointsView look() {
        looks.incrementAndGet();
        return present;
    }

    private Input next() throws InterruptedException {
        return inputs.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void onlyWhatIsNewIsTold() throws Exception {
        try (EndpointsObserver observer = new EndpointsObserver(this::look, Input.EndpointsSeen::new, inputs::add)) {
            observer.start();
            assertThat(next()).isEqualTo(new Input.EndpointsSeen(present));
            present = new EndpointsView.Known(NOW.plusSeconds(1), List.of("http://es1:9200"));
            int before = looks.get();
            Awaitility.await().until(() -> looks.get() >= before + 2);
            assertThat(inputs).isEmpty();
            present = new EndpointsView.Unknown(NOW, "ZooKeeper is away");
            assertThat(next()).isEqualTo(new Input.EndpointsSeen(present));
            present = new EndpointsView.Known(NOW, List.of("http://es1:9200"));
            assertThat(next()).isEqualTo(new Input.EndpointsSeen(present));
        }
    }

    @Test
    void aLookThatFailsDoesNotEndTheLooking() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        FindEndpoints failing = () -> {
            if (failed.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
            }
            return present;
        };
        try (EndpointsObserver observer = new EndpointsObserver(failing, Input.EndpointsSeen::new, inputs::add)) {
            observer.start();
            assertThat(next()).isEqualTo(new Input.EndpointsSeen(present));
        }
    }
}
