package org.mesoselk.executor.logstash.forwarder.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationsTest {

    private static final URI A = URI.create("http://a:1");
    private static final URI B = URI.create("http://b:1");

    private final Destinations destinations = new Destinations(List.of(A, B), 100);

    @Test
    void theyTakeTurns() {
        assertThat(List.of(choose(0), choose(0), choose(0), choose(0))).containsExactly(A, B, A, B);
    }

    @Test
    void oneThatFailedIsLeftOutForAWhileUnlessAllHave() {
        destinations.failed(A, 0);
        assertThat(List.of(choose(50), choose(50), choose(50))).containsOnly(B);
        assertThat(List.of(choose(101), choose(101))).containsExactlyInAnyOrder(A, B);
        destinations.failed(A, 200);
        destinations.failed(B, 200);
        assertThat(List.of(choose(201), choose(201))).containsExactlyInAnyOrder(A, B);
        destinations.answered(B);
        assertThat(List.of(choose(201), choose(201))).containsOnly(B);
    }

    @Test
    void membersComeAndGo() {
        destinations.set(List.of());
        assertThat(destinations.choose(0)).isEmpty();
        destinations.set(List.of(B));
        assertThat(choose(0)).isEqualTo(B);
    }

    private URI choose(long nanos) {
        return destinations.choose(nanos).orElseThrow();
    }
}
