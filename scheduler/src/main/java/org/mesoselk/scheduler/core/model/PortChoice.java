package org.mesoselk.scheduler.core.model;

/**
 * Which port is to be listened on.
 *
 * @param fixed this one; 0 for any from {@code least} to {@code most}
 */
public record PortChoice(int fixed, int least, int most) {
    /** Below it only root binds, unless the host says otherwise. */
    private static final int FIRST_UNPRIVILEGED = 1024;

    private static final int LAST = 65535;

    public static final PortChoice ANY = new PortChoice(0, FIRST_UNPRIVILEGED, LAST);
    public static final PortChoice PRIVILEGED = new PortChoice(0, 1, FIRST_UNPRIVILEGED - 1);

    /** @param port 0 for any that an ordinary user may listen on */
    public static PortChoice of(int port) {
        return port == 0 ? ANY : new PortChoice(port, port, port);
    }

    public boolean isFixed() {
        return fixed != 0;
    }

    /** Where it may be, as words to go on after "ports". */
    public String range() {
        return most == LAST ? "from " + least + " on" : "from " + least + " to " + most;
    }
}
