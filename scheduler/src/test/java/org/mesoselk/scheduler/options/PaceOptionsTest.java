package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceOptionsTest {

    @Test
    void defaults() {
        assertThat(PaceOptions.from(Given.arguments()))
                .isEqualTo(new PaceOptions(
                        Duration.ofSeconds(60), Duration.ofSeconds(10), 4, Optional.of(Duration.ofMinutes(15))));
    }

    @Test
    void explicit() {
        Values values =
                Given.arguments("--kill-grace=2m", "--spread-patience=0s", "--drain-together=1", "--replace-after=2h");
        assertThat(PaceOptions.from(values))
                .isEqualTo(new PaceOptions(Duration.ofMinutes(2), Duration.ZERO, 1, Optional.of(Duration.ofHours(2))));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void aMemberMayWaitForItsAgentForEver() {
        Values values = Given.environment("MESOS_ELK_REPLACE_AFTER", "never");
        assertThat(PaceOptions.from(values).replaceAfter()).isEmpty();
        assertThat(values.faults()).isEmpty();
        Values zero = Given.arguments("--replace-after=0s");
        PaceOptions.from(zero);
        assertThat(zero.faults()).singleElement().asString().contains("--replace-after", "more than 0", "'never'");
    }

    @Test
    void faults() {
        Values values = Given.arguments(
                "--kill-grace=0s", "--spread-patience=soon", "--drain-together=0", "--replace-after=sometimes");
        PaceOptions.from(values);
        assertThat(values.faults()).hasSize(4).last().asString().contains("--replace-after", "never");
    }
}
