package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceOptionsTest {

    @Test
    void defaults() {
        assertThat(PaceOptions.from(Given.arguments()))
                .isEqualTo(new PaceOptions(Duration.ofSeconds(60), Duration.ofSeconds(10), 4));
    }

    @Test
    void explicit() {
        Values values = Given.arguments("--kill-grace=2m", "--spread-patience=0s", "--drain-together=1");
        assertThat(PaceOptions.from(values)).isEqualTo(new PaceOptions(Duration.ofMinutes(2), Duration.ZERO, 1));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void faults() {
        Values values = Given.arguments("--kill-grace=0s", "--spread-patience=soon", "--drain-together=0");
        PaceOptions.from(values);
        assertThat(values.faults()).hasSize(3);
    }
}
