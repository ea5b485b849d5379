package org.mesoselk.localmesos.master;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.master.resources.Resources;

/** All that a leading master knows. Only the master's thread touches it. */
final class Cluster {

    /** As max_completed_frameworks of a real master. */
    private static final int MAX_COMPLETED_FRAMEWORKS = 50;

    final MasterInfo master;
    final Timings timings;
    final InstantSource clock;
    final Instant elected;

    final Map<String, Framework> frameworks = new LinkedHashMap<>();
    final Map<String, Framework> completedFrameworks = new LinkedHashMap<>();
    final Map<String, RegisteredAgent> agents = new LinkedHashMap<>();
    /** Agents that stopped answering, and since when. */
    final Map<String, Instant> unreachable = new LinkedHashMap<>();
    /** Agents that an operator marked gone. */
    final Set<String> gone = new LinkedHashSet<>();
    /** Agents that left in an orderly way. */
    final Set<String> left = new LinkedHashSet<>();

    final Machines machines = new Machines();

    final ByAgent<Offer> offers = new ByAgent<>(Offer::agentId);

    private final Map<String, Integer> counters = new HashMap<>();
    private boolean allocationWanted;

    Cluster(MasterInfo master, Timings timings, InstantSource clock) {
        this.master = master;
        this.timings = timings;
        this.clock = clock;
        this.elected = clock.instant();
    }

    Instant now() {
        return clock.instant();
    }

    String nextFrameworkId() {
        return master.getId() + String.format("-%04d", next("framework"));
    }

    String nextAgentId() {
        return master.getId() + "-S" + next("agent");
    }

    String nextOfferId() {
        return master.getId() + "-O" + next("offer");
    }

    private int next(String counter) {
        return counters.merge(counter, 1, Integer::sum) - 1;
    }

    /** Asks for an allocation as soon as the present event is dealt with. */
    void wantAllocation() {
        allocationWanted = true;
    }

    boolean takeAllocationWish() {
        boolean wanted = allocationWanted;
        allocationWanted = false;
        return wanted;
    }

    Optional<Framework> framework(String id) {
        return Optional.ofNullable(frameworks.get(id));
    }

    Optional<RegisteredAgent> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    void complete(Framework framework) {
        frameworks.remove(framework.id());
        completedFrameworks.put(framework.id(), framework);
        if (completedFrameworks.size() > MAX_COMPLETED_FRAMEWORKS) {
            completedFrameworks.remove(completedFrameworks.keySet().iterator().next());
        }
    }

    void tellAgents(ToAgent message) {
        agents.values().forEach(agent -> agent.send(message));
    }

    /** What tasks that have not ended, and executors, hold on an agent. */
    Resources usedOn(RegisteredAgent agent) {
        return frameworks.keySet().stream()
                .map(framework -> usedOn(agent, framework))
                .reduce(Resources.NONE, Resources::plus);
    }

    Resources usedOn(RegisteredAgent agent, String frameworkId) {
        Framework framework = frameworks.get(frameworkId);
        Stream<Resources> tasks = framework.tasksOn(agent.id()).stream()
                .filter(task -> !task.isTerminal())
                .map(KnownTask::resources);
        Stream<Resources> executors =
                executors(agent, frameworkId).stream().map(executor -> Resources.of(executor.getResourcesList()));
        return Stream.concat(tasks, executors).reduce(Resources.NONE, Resources::plus);
    }

    /** What a framework holds in one of its roles. */
    Resources usedBy(Framework framework, String role) {
        Stream<Resources> tasks = framework.tasks.values().stream()
                .filter(task -> !task.isTerminal() && task.role().equals(role))
                .map(KnownTask::resources);
        Stream<Resources> executors = agents.values().stream()
                .flatMap(agent -> executors(agent, framework.id()).stream())
                .filter(executor -> roleOf(executor.getResourcesList()).equals(role))
                .map(executor -> Resources.of(executor.getResourcesList()));
        return Stream.concat(tasks, executors).reduce(Resources.NONE, Resources::plus);
    }

    /** The role that what was launched was allocated to. */
    static String roleOf(List<Resource> resources) {
        return resources.stream()
                .filter(Resource::hasAllocationInfo)
                .findFirst()
                .map(resource -> resource.getAllocationInfo().getRole())
                .orElse("*");
    }

    private static Collection<ExecutorInfo> executors(RegisteredAgent agent, String frameworkId) {
        return agent.executors.getOrDefault(frameworkId, Map.of()).values();
    }

    Resources usedBy(String frameworkId) {
        return agents.values().stream()
                .map(agent -> usedOn(agent, frameworkId))
                .reduce(Resources.NONE, Resources::plus);
    }

    List<Offer> offersOn(String agentId) {
        return offers.on(agentId);
    }

    List<Offer> offersOf(String frameworkId) {
        return offers.values().stream()
                .filter(offer -> offer.frameworkId().equals(frameworkId))
                .toList();
    }

    static Resources sum(Collection<Offer> offers) {
        return offers.stream().map(Offer::resources).reduce(Resources.NONE, Resources::plus);
    }
}
