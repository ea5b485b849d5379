package org.mesoselk.localmesos.ui;

import java.util.Optional;

/** Which tasks are asked for: of one framework or all, on one agent or all, from {@code offset}. */
public record TaskQuery(Kind kind, Optional<String> framework, Optional<String> agent, int offset) {

    /** As Mesos' page sorts them. */
    public enum Kind {
        ACTIVE("Active Tasks"),
        UNREACHABLE("Unreachable Tasks"),
        COMPLETED("Completed Tasks");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
