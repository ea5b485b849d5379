package org.mesoselk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What must always hold holds, and the target is reached, whatever happens. */
class ManySeedsTest {
    /** The next ones are those of {@link ManySeedsIT}. */
    static final int SEEDS = 500;

    @Test
    void nothingIsBrokenAndTheTargetIsReachedWhateverHappens() {
        assertNothingIsBroken(1, SEEDS);
    }

    static void assertNothingIsBroken(long first, long last) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        boolean went = new SeedRange(first, last, Runtime.getRuntime().availableProcessors(), 3, out).run();
        assertThat(went).as(told.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
