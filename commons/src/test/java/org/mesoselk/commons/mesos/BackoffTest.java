package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @Property
    void theWaitIsNeverLongerThanTheLimitOrTheDoubledFirst(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures, @ForAll long seed) {
        Duration delay = BACKOFF.delay(failures, new Random(seed));

        assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(10));
        if (failures <= 3) {
            assertThat(delay.toMillis()).isLessThanOrEqualTo(100L << (failures - 1));
        }
    }

    @Test
    void afterManyFailuresTheWaitsSpreadOverTheWholeLimit() {
        Random random = new Random(1);

        assertThat(random.ints(1000).mapToLong(any -> BACKOFF.delay(50, random).toMillis()))
                .anyMatch(millis -> millis < 1_000)
                .anyMatch(millis -> millis > 9_000);
    }
}
