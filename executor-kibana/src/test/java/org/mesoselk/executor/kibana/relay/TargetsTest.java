package org.mesoselk.executor.kibana.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final URI A = URI.create("http://a:9200");
    private static final URI B = URI.create("http://b:9200");
    private static final URI C = URI.create("http://c:9200");

    private final Targets targets = new Targets();

    @Test
    void nothingIsKnownBeforeItIsTold() {
        assertThat(targets.choose(NOW).endpoints()).isEmpty();
    }

    @Test
    void eachIsFirstInTurn() {
        targets.tell(List.of(A, B, C));

        assertThat(targets.choose(NOW).endpoints()).containsExactly(A, B, C);
        assertThat(targets.choose(NOW).endpoints()).containsExactly(B, C, A);
        assertThat(targets.choose(NOW).endpoints()).containsExactly(C, A, B);
        assertThat(targets.choose(NOW).endpoints()).containsExactly(A, B, C);
    }

    @Test
    void whatCouldNotBeReachedIsLastForAWhile() {
        targets.tell(List.of(A, B));
        targets.unreachable(A, NOW);

        for (int i = 0; i < 4; i++) {
            assertThat(targets.choose(NOW.plusSeconds(4)).endpoints()).containsExactly(B, A);
        }
        assertThat(List.of(
                        targets.choose(NOW.plusSeconds(5)).endpoints().get(0),
                        targets.choose(NOW.plusSeconds(5)).endpoints().get(0)))
                .containsExactlyInAnyOrder(A, B);
    }

    @Test
    void whatAnswersIsNotPassedOverAnyMore() {
        targets.tell(List.of(A, B));
        targets.unreachable(A, NOW);
        targets.reached(A);

        assertThat(List.of(
                        targets.choose(NOW).endpoints().get(0),
                        targets.choose(NOW).endpoints().get(0)))
                .containsExactlyInAnyOrder(A, B);
    }

    @Test
    void aChoiceIsOutdatedWhenOthersAreTold() {
        targets.tell(List.of(A));
        Targets.Choice choice = targets.choose(NOW);

        targets.tell(List.of(A));
        assertThat(targets.isOutdated(choice)).isFalse();
        targets.tell(List.of(B));
        assertThat(targets.isOutdated(choice)).isTrue();
    }
}
