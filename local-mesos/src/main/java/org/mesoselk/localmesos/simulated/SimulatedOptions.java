package org.mesoselk.localmesos.simulated;

import java.time.Duration;
import java.util.List;
import org.mesoselk.localmesos.agent.ResourceText;

/**
 * Which agents are simulated.
 *
 * @param agents how many
 * @param resources as Mesos' flag has them; the agents take turns
 * @param attributes as Mesos' flag has them; the agents take turns
 * @param taskDelay from TASK_STARTING to TASK_RUNNING
 */
public record SimulatedOptions(int agents, List<String> resources, List<String> attributes, Duration taskDelay) {

    public static final String DEFAULT_RESOURCES = "cpus:4;mem:8192;disk:20000;ports:[31000-31999]";

    private static final int MOST = 100_000;

    /** @throws IllegalArgumentException naming the option, the value and what may stand there */
    public SimulatedOptions {
        if (agents < 1 || agents > MOST) {
            throw new IllegalArgumentException("--simulated-agents must be between 1 and " + MOST + ", not " + agents);
        }
        if (resources.isEmpty() || attributes.isEmpty()) {
            throw new IllegalArgumentException("simulated agents need resources, and attributes even if empty");
        }
        resources.forEach(ResourceText::resources);
        attributes.forEach(ResourceText::attributes);
        resources = List.copyOf(resources);
        attributes = List.copyOf(attributes);
    }

    public static SimulatedOptions of(int agents) {
        return new SimulatedOptions(agents, List.of(DEFAULT_RESOURCES), List.of(""), Duration.ofSeconds(1));
    }
}
