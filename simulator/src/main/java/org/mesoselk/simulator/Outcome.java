package org.mesoselk.simulator;

import java.util.Map;
import java.util.Optional;
import org.mesoselk.simulator.check.Tally;
import org.mesoselk.simulator.world.Script;
import org.mesoselk.simulator.world.Violation;
import org.mesoselk.simulator.world.Weather.Risk;

/**
 * What became of one plan.
 *
 * @param violation what must not be; empty when the target was reached
 * @param virtualTime milliseconds
 * @param happenings planned events by kind
 * @param struck small things that went wrong, by kind
 */
public record Outcome(
        Plan plan,
        Optional<Violation> violation,
        long virtualTime,
        Tally tally,
        Map<Kind, Integer> happenings,
        Map<Risk, Integer> struck,
        Script script) {}
