package org.mesoselk.scheduler.core.model;

/**
 * What one task takes of an agent, besides ports.
 *
 * @param cpus cores, in whole thousandths as Mesos counts them, so that sums do not drift
 * @param memoryMb MiB
 * @param diskMb MiB
 */
public record Resources(double cpus, int memoryMb, int diskMb) {
    public Resources {
        cpus = Math.round(cpus * 1000) / 1000.0;
    }

    public Resources plus(Resources other) {
        return new Resources(cpus + other.cpus, memoryMb + other.memoryMb, diskMb + other.diskMb);
    }

    /** Whether {@code other} fits into these. */
    public boolean hold(Resources other) {
        return cpus >= other.cpus && memoryMb >= other.memoryMb && diskMb >= other.diskMb;
    }

    public boolean areNone() {
        return cpus == 0 && memoryMb == 0 && diskMb == 0;
    }
}
