package org.mesoselk.commons.distribution;

/**
 * What came of looking for a distribution.
 *
 * @param <H> what is known of a home of it
 */
public sealed interface Located<H> {

    record Found<H>(H home) implements Located<H> {}

    /** One sentence with the remedy. */
    record Missing<H>(String sentence) implements Located<H> {}
}
