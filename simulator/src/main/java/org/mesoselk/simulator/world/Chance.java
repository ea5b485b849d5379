package org.mesoselk.simulator.world;

import java.util.List;
import java.util.SplittableRandom;

/** The one source of chance of a seed. */
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        // Neighbouring seeds would begin alike.
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    /** Both ends belong to it. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    public boolean permil(int chance) {
        return chance > 0 && random.nextInt(1000) < chance;
    }

    public boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    public <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
