package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.localmesos.master.resources.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the master's plain endpoints say of the whole. */
final class StateJson {

    private final Cluster cluster;
    private final Map<String, String> flags;
    private final FrameworkJson frameworks;
    private final AgentJson agents;

    StateJson(Cluster cluster, Map<String, String> flags) {
        this.cluster = cluster;
        this.flags = flags;
        this.frameworks = new FrameworkJson(cluster);
        this.agents = new AgentJson(cluster);
    }

    ObjectNode state() {
        MasterInfo master = cluster.master;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", master.getVersion());
        json.put("build_user", "local-mesos");
        json.put("start_time", Statuses.seconds(cluster.elected));
        json.put("elected_time", Statuses.seconds(cluster.elected));
        json.put("id", master.getId());
        json.put("pid", master.getPid());
        json.put("hostname", master.getHostname());
        ArrayNode capabilities = json.putArray("capabilities");
        master.getCapabilitiesList()
                .forEach(capability -> capabilities.add(capability.getType().name()));
        json.put("activated_slaves", (double) connectedAgents());
        json.put("deactivated_slaves", (double) (cluster.agents.size() - connectedAgents()));
        json.put("unreachable_slaves", (double) cluster.unreachable.size());
        json.put("leader", master.getPid());
        json.putObject("leader_info")
                .put("id", master.getId())
                .put("pid", master.getPid())
                .put("port", master.getPort())
                .put("hostname", master.getHostname());
        if (!flags.getOrDefault("cluster", "").isEmpty()) {
            json.put("cluster", flags.get("cluster"));
        }
        ObjectNode shownFlags = json.putObject("flags");
        flags.forEach(shownFlags::put);
        ArrayNode slaves = json.putArray("slaves");
        cluster.agents.values().forEach(agent -> slaves.add(agents.one(agent)));
        json.putArray("recovered_slaves");
        frameworks.all().properties().forEach(field -> json.set(field.getKey(), field.getValue()));
        json.putArray("orphan_tasks");
        return json;
    }

    private long connectedAgents() {
        return cluster.agents.values().stream()
                .filter(RegisteredAgent::isConnected)
                .count();
    }

    ObjectNode slaves() {
        return agents.slaves();
    }

    ObjectNode frameworks() {
        return frameworks.all();
    }

    /** {@code /tasks}: of all frameworks, running first, at most {@code limit}. */
    ObjectNode tasks(int offset, int limit) {
        List<Framework> all = Stream.concat(
                        cluster.frameworks.values().stream(), cluster.completedFrameworks.values().stream())
                .toList();
        List<KnownTask> tasks = Stream.<Function<Framework, Collection<KnownTask>>>of(
                        framework -> framework.tasks.values(),
                        framework -> framework.unreachable.values(),
                        framework -> framework.completed)
                .flatMap(kind -> all.stream().flatMap(framework -> kind.apply(framework).stream()))
                .skip(offset)
                .limit(limit)
                .toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("tasks", TaskJson.all(tasks));
        return json;
    }

    ObjectNode roles() {
        Set<String> names = new TreeSet<>(Set.of("*"));
        cluster.frameworks.values().forEach(framework -> names.addAll(framework.roles()));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode roles = json.putArray("roles");
        for (String name : names) {
            ObjectNode role = roles.addObject();
            role.put("name", name);
            role.put("weight", 1.0);
            List<String> members = cluster.frameworks.values().stream()
                    .filter(framework -> framework.roles().contains(name))
                    .map(Framework::id)
                    .toList();
            role.set("resources", ResourceJson.sums(heldBy(members)));
            ArrayNode ids = role.putArray("frameworks");
            members.forEach(ids::add);
        }
        return json;
    }

    Resources heldBy(List<String> frameworkIds) {
        return frameworkIds.stream()
                .map(id -> cluster.usedBy(id).plus(Cluster.sum(cluster.offersOf(id))))
                .reduce(Resources.NONE, Resources::plus);
    }

    /** {@code /state-summary}: counts of task states in place of the tasks. */
    ObjectNode summary() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("hostname", cluster.master.getHostname());
        json.put("cluster", flags.getOrDefault("cluster", ""));
        ArrayNode slaves = json.putArray("slaves");
        for (RegisteredAgent agent : cluster.agents.values()) {
            ObjectNode one =
                    slaves.add(agents.one(agent)).get(slaves.size() - 1).asObject();
            List<KnownTask> tasks = cluster.frameworks.values().stream()
                    .flatMap(framework -> framework.tasksOn(agent.id()).stream())
                    .toList();
            count(one, tasks);
            ArrayNode ids = one.putArray("framework_ids");
            cluster.frameworks.values().stream()
                    .filter(framework -> !framework.tasksOn(agent.id()).isEmpty())
                    .forEach(framework -> ids.add(framework.id()));
        }
        ArrayNode list = json.putArray("frameworks");
        for (Framework framework : cluster.frameworks.values()) {
            ObjectNode one = frameworks.summary(framework);
            List<KnownTask> tasks = Stream.of(
                            framework.tasks.values(), framework.unreachable.values(), framework.completed)
                    .flatMap(Collection::stream)
                    .toList();
            count(one, tasks);
            ArrayNode ids = one.putArray("slave_ids");
            framework.tasks.values().stream().map(KnownTask::agentId).distinct().forEach(ids::add);
            list.add(one);
        }
        return json;
    }

    private static void count(ObjectNode json, List<KnownTask> tasks) {
        Map<TaskState, Long> counts =
                tasks.stream().collect(Collectors.groupingBy(KnownTask::state, Collectors.counting()));
        Arrays.stream(TaskState.values())
                .filter(state -> state != TaskState.TASK_UNKNOWN && state != TaskState.TASK_DROPPED)
                .forEach(state -> json.put(state.name(), counts.getOrDefault(state, 0L)));
    }

    /** {@code /metrics/snapshot}: the few that say whether all is well. */
    ObjectNode metrics() {
        List<KnownTask> tasks = cluster.frameworks.values().stream()
                .flatMap(framework -> framework.tasks.values().stream())
                .toList();
        Resources total =
                cluster.agents.values().stream().map(agent -> agent.total).reduce(Resources.NONE, Resources::plus);
        Resources used = cluster.agents.values().stream().map(cluster::usedOn).reduce(Resources.NONE, Resources::plus);
        long connected = cluster.frameworks.values().stream()
                .filter(Framework::isConnected)
                .count();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("master/elected", 1.0);
        json.put(
                "master/uptime_secs",
                Duration.between(cluster.elected, cluster.now()).toMillis() / 1000.0);
        json.put("master/slaves_connected", (double) connectedAgents());
        json.put("master/slaves_active", (double) connectedAgents());
        json.put("master/slaves_disconnected", (double) (cluster.agents.size() - connectedAgents()));
        json.put("master/slaves_unreachable", (double) cluster.unreachable.size());
        json.put("master/frameworks_connected", (double) connected);
        json.put("master/frameworks_active", (double) connected);
        json.put("master/frameworks_disconnected", (double) (cluster.frameworks.size() - connected));
        json.put("master/outstanding_offers", (double) cluster.offers.size());
        for (TaskState state : List.of(TaskState.TASK_STAGING, TaskState.TASK_STARTING, TaskState.TASK_RUNNING)) {
            json.put("master/" + state.name().toLowerCase(java.util.Locale.ROOT).replace("task_", "tasks_"), (double)
                    tasks.stream().filter(task -> task.state() == state).count());
        }
        for (String name : List.of("cpus", "mem", "disk")) {
            json.put("master/" + name + "_total", total.scalar(name));
            json.put("master/" + name + "_used", used.scalar(name));
        }
        return json;
    }
}
