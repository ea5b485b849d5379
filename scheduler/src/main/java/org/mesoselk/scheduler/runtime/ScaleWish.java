package org.mesoselk.scheduler.runtime;

import java.util.OptionalLong;

/**
 * An operator's wish for another number of members.
 *
 * @param confirmed the operator has read the warnings
 * @param dryRun only say what would be done
 * @param generation of the spec that the operator has seen; empty when it does not matter
 */
public record ScaleWish(int count, boolean confirmed, boolean dryRun, OptionalLong generation) {}
