package org.mesoselk.scheduler.core.model;

/**
 * What one task takes of an agent, besides ports.
 *
 * @param cpus cores, may be fractional
 * @param memoryMb MiB
 * @param diskMb MiB
 */
public record Resources(double cpus, int memoryMb, int diskMb) {
    public Resources plus(Resources other) {
        return new Resources(cpus + other.cpus, memoryMb + other.memoryMb, diskMb + other.diskMb);
    }
}
