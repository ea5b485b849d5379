package org.mesoselk.simulator;

import java.io.PrintStream;
import java.util.List;
import org.mesoselk.simulator.scheduler.Faulty;
import org.mesoselk.simulator.world.Script;

/** Tells of a failed seed: what was broken, the shortest plan that breaks it, and the script of that. */
final class FailureReport {
    private static final int LAST_LINES = 120;

    private FailureReport() {}

    static void print(Outcome failed, PrintStream out) {
        Plan shortest = Shrink.of(failed, Faulty.NOTHING);
        Outcome again = Simulation.run(shortest, Faulty.NOTHING, true);
        out.println("seed " + failed.plan().seed() + " broke a rule: "
                + failed.violation().orElseThrow().getMessage());
        out.println("the shortest plan that breaks it (" + shortest.events().size() + " of "
                + failed.plan().events().size() + " events), " + shortest.members() + " members, "
                + shortest.masterEligible() + " master-eligible, " + shortest.agents() + " agents, "
                + shortest.schedulers() + " schedulers, faults end at " + Script.time(shortest.faultsEnd()) + ":");
        shortest.events().forEach(event -> out.println("  " + event));
        List<String> lines = again.script().lines();
        out.println("its script" + (lines.size() > LAST_LINES ? " (the last " + LAST_LINES + " lines)" : "") + ":");
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).forEach(line -> out.println("  " + line));
        out.println("all of it: simulate --seed " + failed.plan().seed());
    }
}
