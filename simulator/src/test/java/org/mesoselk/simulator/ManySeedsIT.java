package org.mesoselk.simulator;

import org.junit.jupiter.api.Test;

/** As {@link ManySeedsTest}, with more of them. */
class ManySeedsIT {

    @Test
    void nothingIsBrokenAndTheTargetIsReachedWhateverHappens() {
        ManySeedsTest.assertNothingIsBroken(ManySeedsTest.SEEDS + 1, 2_000);
    }
}
