package org.mesoselk.benchmarks.offers;

/** Who waits for an offer. */
public enum Wanted {
    /** Nobody: every offer is declined. */
    NOBODY,
    /** A member that may go anywhere. */
    NEW,
    /** A member whose agent is not among those offered: no offer suits it. */
    RETURNING
}
