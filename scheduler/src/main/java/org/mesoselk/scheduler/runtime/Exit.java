package org.mesoselk.scheduler.runtime;

import java.util.OptionalInt;

/**
 * Why deciding ends.
 *
 * @param code the process' exit code; empty when the process goes on as a standby
 * @param sentence for the operator
 */
public record Exit(OptionalInt code, String sentence) {

    /** The process ends. */
    public Exit(int code, String sentence) {
        this(OptionalInt.of(code), sentence);
    }

    /** The process decides nothing more until it is elected again. */
    public static Exit toStandby(String sentence) {
        return new Exit(OptionalInt.empty(), sentence);
    }
}
