package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;

/**
 * What was thought of one offer for one member: every stage is run, every reason is kept.
 *
 * @param used whether the member was launched on it
 */
public record Verdict(
        Instant at, String offerId, AgentRef agent, String memberName, boolean used, List<Outcome> stages) {

    /** @param stage stable name of the stage @param sentence why it passed or not */
    public record Outcome(String stage, boolean passed, String sentence) {}

    public boolean passed() {
        return stages.stream().allMatch(Outcome::passed);
    }
}
