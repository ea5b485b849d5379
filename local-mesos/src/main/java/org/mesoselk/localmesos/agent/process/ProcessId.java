package org.mesoselk.localmesos.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process that cannot be mistaken for a later one with the same pid, not even after a reboot. */
public record ProcessId(long pid, long startTicks, String bootId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Empty when no process has this pid, or it is dead and only waits to be reaped. */
    public static Optional<ProcessId> of(long pid) {
        return ProcStat.read(pid)
                .filter(ProcStat::alive)
                .map(stat -> new ProcessId(pid, stat.startTicks(), currentBoot()));
    }

    /** A process that ended before it could be looked at. */
    public static ProcessId ended(long pid) {
        return new ProcessId(pid, 0, currentBoot());
    }

    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The form that {@link #parse} reads: pid, start, boot. */
    public String text() {
        return pid + " " + startTicks + " " + bootId;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException when {@code text} is anything else
     */
    public static ProcessId parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a process: '" + text + "'");
        }
        return new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    static String currentBoot() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
