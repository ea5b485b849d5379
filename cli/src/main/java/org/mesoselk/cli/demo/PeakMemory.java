package org.mesoselk.cli.demo;

/** Looks every second how much of the machine's memory is in use beyond what was at the start. */
final class PeakMemory implements AutoCloseable {

    private static final long PAUSE_MILLIS = 1000;

    private final MachineMemory memory;
    private final int before;
    private final Thread watcher = new Thread(this::watch, "peak-memory");
    private volatile int least;

    private PeakMemory(MachineMemory memory) {
        this.memory = memory;
        this.before = memory.availableMb();
        this.least = before;
        watcher.setDaemon(true);
    }

    static PeakMemory watching(MachineMemory memory) {
        PeakMemory peak = new PeakMemory(memory);
        peak.watcher.start();
        return peak;
    }

    private void watch() {
        try {
            while (true) {
                least = Math.min(least, memory.availableMb());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    /** MiB at most in use since the start that were not in use then. */
    int usedMb() {
        return before - least;
    }

    /** MiB that were free when most was in use. */
    int leastFreeMb() {
        return least;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
