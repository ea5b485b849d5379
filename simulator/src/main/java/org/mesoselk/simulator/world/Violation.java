package org.mesoselk.simulator.world;

/** Something that must always hold does not. An Error, so that nothing between takes it for its own trouble. */
public final class Violation extends Error {
    private final String rule;

    /** @param rule short and stable: a shrunk run must break the same one */
    public Violation(String rule, String sentence) {
        super(rule + ": " + sentence, null, false, true);
        this.rule = rule;
    }

    public String rule() {
        return rule;
    }
}
