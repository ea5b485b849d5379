package org.mesoselk.scheduler.core.model;

/**
 * Which port an instance listens on.
 *
 * @param fixed this one; 0 for any from {@code least} to {@code most}
 */
public record PortChoice(int fixed, int least, int most) {
    /** Below it only root binds, unless the host says otherwise. */
    private static final int FIRST_UNPRIVILEGED = 1024;

    private static final int LAST = 65535;

    public static final PortChoice ANY = new PortChoice(0, FIRST_UNPRIVILEGED, LAST);
    public static final PortChoice PRIVILEGED = new PortChoice(0, 1, FIRST_UNPRIVILEGED - 1);

    public static PortChoice of(int port) {
        return new PortChoice(port, port, port);
    }
}
