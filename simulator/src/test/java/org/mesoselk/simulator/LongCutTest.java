package org.mesoselk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mesoselk.simulator.scheduler.Faulty;

/** Plans last too short for this: a host is away until its member has been made anew elsewhere, and comes back with all that ran on it. */
class LongCutTest {

    @Test
    void theFormerTaskThatComesBackUnderTheSameNodeNameIsStopped() {
        for (int seed = 1; seed <= 12; seed++) {
            Plan plan = new Plan(
                    seed,
                    3,
                    1 + seed % 3,
                    6,
                    1,
                    1,
                    -1,
                    true,
                    true,
                    420_000,
                    List.of(new Plan.Event(40_000, Kind.HOST_CUT, seed, 340)));
            Outcome outcome = Simulation.run(plan, Faulty.NOTHING, false);
            assertThat(outcome.violation()).as("seed " + seed).isEmpty();
        }
    }
}
