package org.mesoselk.scheduler.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Mesos offers of one agent that this framework may use: unreserved and reserved for its role, added up.
 *
 * @param id offer id
 * @param attributes the agent's attributes as texts (a scalar as Mesos prints it)
 * @param memoryMb and {@code diskMb} in MiB
 * @param unavailability planned maintenance of the agent
 */
public record Offer(
        String id,
        AgentRef agent,
        Map<String, String> attributes,
        double cpus,
        double memoryMb,
        double diskMb,
        List<PortRange> ports,
        Optional<Unavailability> unavailability) {

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

    /** Both ends belong to it. */
    public record PortRange(int begin, int end) {}
}
