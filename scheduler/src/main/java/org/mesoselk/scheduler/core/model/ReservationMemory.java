package org.mesoselk.scheduler.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of reservations in one subscription.
 *
 * @param asked operations that Mesos is to be asked about (again), by operation id
 * @param unknown when Mesos said of an operation that it does not know it: the agent's next offer tells the rest
 * @param seen what the last offer of each agent held that was reserved for our role, by agent id
 */
public record ReservationMemory(Map<String, Memory.Ask> asked, Map<String, Instant> unknown, Map<String, Seen> seen) {
    public static final ReservationMemory NONE = new ReservationMemory(Map.of(), Map.of(), Map.of());

    public record Seen(AgentRef agent, Instant at, List<Holding> holdings) {}
}
