package org.mesoselk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.simulator.scheduler.Faulty;
import org.mesoselk.simulator.world.Violation;

class ReplayTest {
    private static final Faulty KILLS_FIRST = Planted.callsFirst(Call.Kill.class);

    @Test
    void theSameSeedIsTheSameRunToTheLastLine() {
        for (long seed = 1; seed <= 5; seed++) {
            Outcome one = Simulation.run(Plan.of(seed), Faulty.NOTHING, true);
            Outcome other = Simulation.run(Plan.of(seed), Faulty.NOTHING, true);
            assertThat(other.script().lines()).isEqualTo(one.script().lines()).isNotEmpty();
            assertThat(other.tally().order()).isEqualTo(one.tally().order());
        }
    }

    @Test
    void aScriptChangesNothingOfTheRun() {
        Outcome silent = Simulation.run(Plan.of(3), Faulty.NOTHING, false);
        Outcome told = Simulation.run(Plan.of(3), Faulty.NOTHING, true);
        assertThat(silent.tally().order()).isEqualTo(told.tally().order());
    }

    @Test
    void aFailingPlanIsMadeShorterAndStillFailsInTheSameWay() {
        Outcome failed = firstFailure();
        Plan shortest = Shrink.of(failed, KILLS_FIRST);
        assertThat(shortest.events())
                .hasSizeLessThanOrEqualTo(failed.plan().events().size());
        Optional<Violation> again = Simulation.run(shortest, KILLS_FIRST, false).violation();
        assertThat(again.map(Violation::rule)).contains("kill-before-write");
    }

    private static Outcome firstFailure() {
        for (long seed = 1; seed < 200; seed++) {
            Outcome outcome = Simulation.run(Plan.of(seed), KILLS_FIRST, false);
            if (outcome.violation().isPresent()) {
                return outcome;
            }
        }
        throw new AssertionError("no seed fails");
    }
}
