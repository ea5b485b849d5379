package org.mesoselk.scheduler.options;

import java.util.OptionalInt;

/** {@code --replicas all|COUNT}. */
final class Replicas {
    private static final int MOST = 48;

    private Replicas() {}

    /** A fixed number of copies besides the first; empty for {@code all}: one on each data node. */
    static OptionalInt from(Values values) {
        Values.Given given = values.one("--replicas").orElseThrow();
        if (given.value().equals("all")) {
            return OptionalInt.empty();
        }
        if (given.value().matches("\\d{1,2}") && Integer.parseInt(given.value()) <= MOST) {
            return OptionalInt.of(Integer.parseInt(given.value()));
        }
        values.fault(given.origin() + ": must be 'all' or a number of copies from 0 to " + MOST);
        return OptionalInt.of(0);
    }
}
