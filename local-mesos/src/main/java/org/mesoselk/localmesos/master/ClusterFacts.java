package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mesoselk.localmesos.master.resources.Resources;
import org.mesoselk.localmesos.ui.AgentView;
import org.mesoselk.localmesos.ui.Amounts;
import org.mesoselk.localmesos.ui.ClusterView;
import org.mesoselk.localmesos.ui.FrameworkView;
import org.mesoselk.localmesos.ui.FrameworkView.Phase;
import org.mesoselk.localmesos.ui.MasterFacts;
import org.mesoselk.localmesos.ui.OfferView;
import org.mesoselk.localmesos.ui.RoleView;
import org.mesoselk.localmesos.ui.Slice;
import org.mesoselk.localmesos.ui.TaskQuery;
import org.mesoselk.localmesos.ui.TaskView;

/** What the cluster is, in the words of the pages. */
final class ClusterFacts implements MasterFacts {

    private final Cluster cluster;
    private final String name;

    ClusterFacts(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    @Override
    public ClusterView cluster() {
        Amounts total = Amounts.NONE;
        Amounts used = Amounts.NONE;
        int connected = 0;
        for (RegisteredAgent agent : cluster.agents.values()) {
            total = total.plus(amounts(agent.total));
            used = used.plus(amounts(cluster.usedOn(agent)));
            connected += agent.isConnected() ? 1 : 0;
        }
        return new ClusterView(
                name,
                cluster.master.getId(),
                cluster.master.getHostname() + ":" + cluster.master.getPort(),
                cluster.master.getVersion(),
                cluster.elected,
                connected,
                cluster.agents.size() - connected,
                cluster.unreachable.size(),
                states(),
                total,
                used,
                amounts(Cluster.sum(cluster.offers.values())));
    }

    private SortedMap<String, Integer> states() {
        SortedMap<String, Integer> states = new TreeMap<>();
        for (TaskQuery.Kind kind : TaskQuery.Kind.values()) {
            tasksOf(new TaskQuery(kind, Optional.empty(), Optional.empty(), 0))
                    .forEach(one -> states.merge(one.task().state().name().replace("TASK_", ""), 1, Integer::sum));
        }
        return states;
    }

    @Override
    public Slice<AgentView> agents(int offset) {
        return Slice.of(cluster.agents.values(), offset, this::view);
    }

    @Override
    public Optional<AgentView> agent(String id) {
        return cluster.agent(id).map(this::view);
    }

    private AgentView view(RegisteredAgent agent) {
        int tasks = cluster.frameworks.values().stream()
                .mapToInt(framework -> (int) framework.tasksOn(agent.id()).stream()
                        .filter(task -> !task.isTerminal())
                        .count())
                .sum();
        return new AgentView(
                agent.info,
                url(agent),
                agent.isConnected(),
                agent.reregistered.orElse(agent.registered),
                amounts(cluster.usedOn(agent)),
                amounts(Cluster.sum(cluster.offersOn(agent.id()))),
                tasks);
    }

    /** Simulated agents have no port, and no pages. */
    private static Optional<String> url(RegisteredAgent agent) {
        return agent.port == 0 ? Optional.empty() : Optional.of("//" + host(agent));
    }

    /** With the port: on one machine they all have the same name. */
    private static String host(RegisteredAgent agent) {
        return agent.port == 0 ? agent.info.getHostname() : agent.info.getHostname() + ":" + agent.port;
    }

    @Override
    public List<FrameworkView> frameworks() {
        return all().map(this::view).toList();
    }

    @Override
    public Optional<FrameworkView> framework(String id) {
        return all().filter(framework -> framework.id().equals(id)).findFirst().map(this::view);
    }

    private Stream<Framework> all() {
        return Stream.concat(cluster.frameworks.values().stream(), cluster.completedFrameworks.values().stream());
    }

    private FrameworkView view(Framework framework) {
        boolean present = cluster.frameworks.containsKey(framework.id());
        Phase phase = framework.isConnected() ? Phase.ACTIVE : Phase.INACTIVE;
        return new FrameworkView(
                framework.info,
                List.copyOf(framework.roles()),
                present ? phase : Phase.COMPLETED,
                framework.registered,
                framework.reregistered,
                framework.unregistered,
                (int) framework.tasks.values().stream()
                        .filter(task -> !task.isTerminal())
                        .count(),
                present ? amounts(cluster.usedBy(framework.id())) : Amounts.NONE,
                amounts(Cluster.sum(cluster.offersOf(framework.id()))));
    }

    private record Owned(Framework framework, KnownTask task) {}

    @Override
    public Slice<TaskView> tasks(TaskQuery query) {
        List<Owned> found = tasksOf(query);
        if (query.kind() == TaskQuery.Kind.COMPLETED) {
            Collections.reverse(found);
        }
        return Slice.of(found, query.offset(), this::view);
    }

    private List<Owned> tasksOf(TaskQuery query) {
        List<Owned> found = new ArrayList<>();
        all().filter(framework -> query.framework().map(framework.id()::equals).orElse(true))
                .forEach(framework -> kind(framework, query.kind()).stream()
                        .filter(task ->
                                query.agent().map(task.agentId()::equals).orElse(true))
                        .forEach(task -> found.add(new Owned(framework, task))));
        return found;
    }

    private static Collection<KnownTask> kind(Framework framework, TaskQuery.Kind kind) {
        return switch (kind) {
            case ACTIVE -> framework.tasks.values();
            case UNREACHABLE -> framework.unreachable.values();
            case COMPLETED -> framework.completed;
        };
    }

    private TaskView view(Owned owned) {
        Optional<RegisteredAgent> agent = cluster.agent(owned.task().agentId());
        return TaskView.of(
                owned.task().toProto(),
                owned.framework().info.getName(),
                agent.map(ClusterFacts::host).orElse(owned.task().agentId()),
                agent.filter(RegisteredAgent::isConnected).flatMap(ClusterFacts::url));
    }

    @Override
    public Slice<OfferView> offers(int offset) {
        return Slice.of(
                cluster.offers.values(),
                offset,
                offer -> new OfferView(
                        offer.id(),
                        offer.frameworkId(),
                        cluster.framework(offer.frameworkId())
                                .map(framework -> framework.info.getName())
                                .orElse(""),
                        offer.role(),
                        offer.agentId(),
                        cluster.agent(offer.agentId()).map(ClusterFacts::host).orElse(""),
                        amounts(offer.resources()),
                        offer.made()));
    }

    @Override
    public List<RoleView> roles() {
        TreeSet<String> names = new TreeSet<>();
        cluster.frameworks.values().forEach(framework -> names.addAll(framework.roles()));
        return names.stream().map(this::role).toList();
    }

    /** As the master's /roles: what the frameworks in a role hold counts whole, also when they are in several. */
    private RoleView role(String role) {
        List<Framework> members = cluster.frameworks.values().stream()
                .filter(framework -> framework.roles().contains(role))
                .toList();
        Amounts used = Amounts.NONE;
        for (Framework framework : members) {
            used = used.plus(amounts(cluster.usedBy(framework.id())));
        }
        Amounts offered = amounts(Cluster.sum(cluster.offers.values().stream()
                .filter(offer -> offer.role().equals(role))
                .toList()));
        return new RoleView(role, members.size(), used, offered);
    }

    private static Amounts amounts(Resources resources) {
        return new Amounts(
                resources.scalar("cpus"), resources.scalar("gpus"), resources.scalar("mem"), resources.scalar("disk"));
    }
}
