package org.mesoselk.localmesos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.localmesos.simulated.SimulatedOptions;
import picocli.CommandLine.Option;

/** Agents without processes, to load schedulers with. */
final class SimulatedFlags {

    @Option(
            names = "--simulated-agents",
            paramLabel = "N",
            defaultValue = "0",
            description = "agents that are only simulated: tasks on them run without a process (${DEFAULT-VALUE})")
    private int agents;

    @Option(
            names = "--simulated-agent-resources",
            paramLabel = "RESOURCES",
            description = "of each (cpus:4;mem:8192;disk:20000;ports:[31000-31999]); given several times, the agents"
                    + " take turns")
    private List<String> resources = new ArrayList<>();

    @Option(
            names = "--simulated-agent-attributes",
            paramLabel = "ATTRIBUTES",
            description = "of each, such as rack:r1; given several times, the agents take turns")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = "--simulated-task-delay",
            paramLabel = "DURATION",
            defaultValue = "1secs",
            description = "from TASK_STARTING to TASK_RUNNING (${DEFAULT-VALUE})")
    private Duration taskDelay;

    /** Empty when none are wanted. @throws IllegalArgumentException when a value cannot be read */
    Optional<SimulatedOptions> options() {
        return agents == 0
                ? Optional.empty()
                : Optional.of(new SimulatedOptions(
                        agents,
                        resources.isEmpty() ? List.of(SimulatedOptions.DEFAULT_RESOURCES) : resources,
                        attributes.isEmpty() ? List.of("") : attributes,
                        taskDelay));
    }
}
