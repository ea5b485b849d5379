package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.SortedMap;

/**
 * The way of a set of pipelines onto the agents: tried by one agent's Logstash, then told to a few agents after the other.
 *
 * @param pipelines text by name, the whole set; none: the default pipeline
 * @param since when it came to this stage
 * @param sentence why it is not taken, in Logstash's own words where it has said something; empty before
 */
public record Rollout(SortedMap<String, String> pipelines, Stage stage, Instant since, String sentence) {

    /** Two sets are in one record at most, and ZooKeeper takes no more than 1 MB in one transaction. */
    public static final int MOST_CHARACTERS = 200_000;

    /** Its first stage. The default pipeline is the executor's own and needs no trying. */
    public static Rollout begin(SortedMap<String, String> wanted, Instant now) {
        return new Rollout(wanted, wanted.isEmpty() ? Stage.ROLLING : Stage.VALIDATING, now, "");
    }

    /** Whether they fit into the records. */
    public static boolean isTooLong(SortedMap<String, String> wanted) {
        return wanted.values().stream().mapToInt(String::length).sum() > MOST_CHARACTERS;
    }

    /** What becomes of it; the first three are under way. */
    public enum Stage {
        /** One agent is asked whether its Logstash would take it. */
        VALIDATING,
        ROLLING,
        /** An agent has refused it, or has not said that it runs: those that have it are told the set before. */
        ROLLING_BACK,
        DONE,
        /** No agent was told to run it. */
        REFUSED,
        ROLLED_BACK;

        public boolean isUnderWay() {
            return this == VALIDATING || this == ROLLING || this == ROLLING_BACK;
        }
    }

    public Rollout at(Stage next, Instant now, String why) {
        return new Rollout(pipelines, next, now, why);
    }
}
