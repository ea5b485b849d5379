package org.mesoselk.scheduler.options;

import java.util.regex.Pattern;

/** Directories on the agents, which this host may not have. */
final class AgentPath {
    /** What may stand between single quotes in the executor's command. */
    private static final Pattern QUOTABLE = Pattern.compile("/[^'\\p{Cntrl}]*");

    private AgentPath() {}

    /** A fault unless it is left out or an absolute directory. */
    static void check(Values values, String flag) {
        values.one(flag)
                .filter(given -> !isAbsolute(given.value()))
                .ifPresent(given -> values.fault(
                        given.origin() + ": must be an absolute directory on the agents, without a single quote"));
    }

    static boolean isAbsolute(String path) {
        return QUOTABLE.matcher(path).matches();
    }
}
