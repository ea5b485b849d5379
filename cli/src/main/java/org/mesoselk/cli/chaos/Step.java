package org.mesoselk.cli.chaos;

import java.time.Duration;

/** One thing to do to an installation. */
sealed interface Step {

    /** How long to do nothing before it. */
    Duration before();

    /** Whether everything has to have recovered before it. */
    boolean settled();

    enum Kind {
        /** SIGKILL. */
        KILL,
        /** SIGSTOP, and SIGCONT later. */
        PAUSE
    }

    /**
     * @param pick which of those that there are, counted on beyond the last one
     * @param lasts until it is started again or goes on; what the framework starts itself is left to it
     */
    record Fault(Duration before, boolean settled, Component component, Kind kind, int pick, Duration lasts)
            implements Step {
        @Override
        public String toString() {
            boolean restarted = kind == Kind.PAUSE || !component.isReplaced();
            return (kind == Kind.KILL ? "SIGKILL " : "SIGSTOP ")
                    + component.title()
                    + (restarted ? ", back after " + lasts.toSeconds() + " s" : "");
        }
    }

    record Scale(Duration before, boolean settled, int to) implements Step {
        @Override
        public String toString() {
            return "scale to " + to;
        }
    }
}
