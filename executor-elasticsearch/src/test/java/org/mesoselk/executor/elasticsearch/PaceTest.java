package org.mesoselk.executor.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final NodeSide.Pace pace = new NodeSide.Pace(Duration.ofMillis(250), Duration.ofSeconds(5));

    @Test
    void aNodeThatStartsQuicklyIsLookedAtOften() {
        assertThat(pace.starting(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(pace.starting(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whoStartsForLongIsLookedAtMoreSeldomButOnceASecond() {
        assertThat(pace.starting(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.starting(Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aClockThatWasSetBackChangesNothing() {
        assertThat(pace.starting(Duration.ofHours(-1))).isEqualTo(Duration.ofMillis(250));
    }
}
