package org.mesoselk.scheduler.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Mesos offers of one agent that this framework may use: unreserved and reserved for its role, added up.
 * Persistent volumes, and disks other than the root disk, are not in {@code diskMb}.
 *
 * @param id offer id
 * @param attributes the agent's attributes as texts (a scalar as Mesos prints it)
 * @param memoryMb and {@code diskMb} in MiB
 * @param unavailability planned maintenance of the agent
 * @param unreserved the part that can be reserved for our role
 * @param holdings the part that is reserved for our role already, by reservation
 */
public record Offer(
        String id,
        AgentRef agent,
        Map<String, String> attributes,
        double cpus,
        double memoryMb,
        double diskMb,
        List<PortRange> ports,
        Optional<Unavailability> unavailability,
        Resources unreserved,
        List<Holding> holdings) {

    /** With nothing reserved. */
    public Offer(
            String id,
            AgentRef agent,
            Map<String, String> attributes,
            double cpus,
            double memoryMb,
            double diskMb,
            List<PortRange> ports,
            Optional<Unavailability> unavailability) {
        this(
                id,
                agent,
                attributes,
                cpus,
                memoryMb,
                diskMb,
                ports,
                unavailability,
                new Resources(cpus, (int) memoryMb, (int) diskMb),
                List.of());
    }

    /** Of an agent that no maintenance is planned for. */
    public Offer(
            String id,
            AgentRef agent,
            Map<String, String> attributes,
            double cpus,
            double memoryMb,
            double diskMb,
            List<PortRange> ports) {
        this(id, agent, attributes, cpus, memoryMb, diskMb, ports, Optional.empty());
    }

    public Optional<Holding> holding(String reservationId) {
        return holdings.stream()
                .filter(holding -> holding.reservationId().equals(Optional.of(reservationId)))
                .findFirst();
    }

    /** Both ends belong to it. */
    public record PortRange(int begin, int end) {}
}
