package org.mesoselk.simulator;

import java.util.ArrayList;
import java.util.List;
import org.mesoselk.simulator.Plan.Event;
import org.mesoselk.simulator.scheduler.Faulty;

/** Makes a failing plan shorter, as long as it breaks the same rule. */
public final class Shrink {
    private static final int MOST_RUNS = 400;

    private final Faulty faulty;
    private final String rule;
    private int runs;

    private Shrink(Faulty faulty, String rule) {
        this.faulty = faulty;
        this.rule = rule;
    }

    /** @param failed of a run that broke a rule */
    public static Plan of(Outcome failed, Faulty faulty) {
        return new Shrink(faulty, failed.violation().orElseThrow().rule()).shrink(failed.plan());
    }

    private Plan shrink(Plan plan) {
        Plan best = plan;
        for (int size = Math.max(1, plan.events().size() / 2); size >= 1; size /= 2) {
            boolean again = true;
            while (again && runs < MOST_RUNS) {
                again = false;
                for (int from = 0; from < best.events().size(); from += size) {
                    List<Event> fewer = new ArrayList<>(best.events());
                    fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
                    if (fails(best.with(fewer))) {
                        best = best.with(fewer);
                        again = true;
                        break;
                    }
                }
            }
        }
        return best;
    }

    private boolean fails(Plan plan) {
        runs++;
        return Simulation.run(plan, faulty, false)
                .violation()
                .filter(violation -> violation.rule().equals(rule))
                .isPresent();
    }
}
