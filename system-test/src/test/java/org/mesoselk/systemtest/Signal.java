package org.mesoselk.systemtest;

/** How a component is hit. */
enum Signal {
    /** SIGKILL; whoever watches the process on a real host starts it again, unless the framework does. */
    KILL("SIGKILL of"),
    /** SIGSTOP, and SIGCONT when the others have noticed, or after a while where nobody need notice. */
    STOP("SIGSTOP and SIGCONT of");

    private final String words;

    Signal(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
