package org.mesoselk.localmesos.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.master.resources.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /state}: everything that an agent knows, in the form of a real one. Computed on the agent's loop. */
final class StateJson {

    /** The version whose behaviour this agent shows. */
    static final String MESOS_VERSION = "1.12.0";

    private static final List<String> CAPABILITIES = List.of(
            "MULTI_ROLE", "HIERARCHICAL_ROLE", "RESERVATION_REFINEMENT", "RESIZE_VOLUME", "AGENT_OPERATION_FEEDBACK");

    private StateJson() {}

    static ObjectNode of(AgentOptions options, AgentState state, Instant started) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", MESOS_VERSION);
        json.put("start_time", started.toEpochMilli() / 1000.0);
        json.put("id", state.id());
        json.put("pid", "slave(1)@" + options.ip() + ":" + state.info.getPort());
        json.put("hostname", state.info.getHostname());
        ArrayNode capabilities = json.putArray("capabilities");
        CAPABILITIES.forEach(capabilities::add);
        Resources total = Resources.of(state.total);
        json.set("resources", ResourceSums.json(state.total));
        ObjectNode reserved = json.putObject("reserved_resources");
        json.set("unreserved_resources", ResourceSums.json(total.unreserved().refined("")));
        ObjectNode reservedFull = json.putObject("reserved_resources_full");
        total.reserved().forEach((role, some) -> {
            reserved.set(role, ResourceSums.json(some.refined("")));
            ArrayNode full = reservedFull.putArray(role);
            some.unrefined("").forEach(resource -> full.add(ProtoJson.tree(resource)));
        });
        ArrayNode full = json.putArray("unreserved_resources_full");
        total.unreserved().unrefined("").forEach(resource -> full.add(ProtoJson.tree(resource)));
        json.putObject("reserved_resources_allocated");
        json.set("unreserved_resources_allocated", ResourceSums.json(allocated(state)));
        json.putArray("resource_providers");
        ObjectNode attributes = json.putObject("attributes");
        state.info.getAttributesList().forEach(attribute -> put(attributes, attribute));
        ObjectNode flags = json.putObject("flags");
        AgentFlags.of(options).forEach(flags::put);
        frameworks(json.putArray("frameworks"), state.frameworks.values());
        frameworks(json.putArray("completed_frameworks"), state.completed);
        return json;
    }

    private static List<Resource> allocated(AgentState state) {
        List<Resource> allocated = new ArrayList<>();
        state.executors().stream()
                .filter(executor -> executor.state != AgentExecutor.State.TERMINATED)
                .forEach(executor -> allocated.addAll(executor.resources()));
        return allocated;
    }

    private static void put(ObjectNode attributes, Attribute attribute) {
        switch (attribute.getType()) {
            case SCALAR ->
                attributes.put(attribute.getName(), attribute.getScalar().getValue());
            case RANGES ->
                attributes.put(
                        attribute.getName(),
                        attribute.getRanges().getRangeList().stream()
                                .map(range -> range.getBegin() + "-" + range.getEnd())
                                .collect(java.util.stream.Collectors.joining(", ", "[", "]")));
            case TEXT, SET ->
                attributes.put(attribute.getName(), attribute.getText().getValue());
        }
    }

    private static void frameworks(ArrayNode array, Collection<AgentFramework> frameworks) {
        for (AgentFramework framework : frameworks) {
            ObjectNode json = array.addObject();
            json.put("id", framework.id().getValue());
            json.put("name", framework.info.getName());
            json.put("user", framework.info.getUser());
            json.put("failover_timeout", framework.info.getFailoverTimeout());
            json.put("checkpoint", framework.info.getCheckpoint());
            json.put("hostname", framework.info.getHostname());
            if (framework.info.hasPrincipal()) {
                json.put("principal", framework.info.getPrincipal());
            }
            ArrayNode roles = json.putArray("roles");
            framework.info.getRolesList().forEach(roles::add);
            ArrayNode executors = json.putArray("executors");
            ArrayNode completed = json.putArray("completed_executors");
            framework.executors.values().forEach(executor -> executors.add(executor(framework, executor)));
            framework.completed.forEach(executor -> completed.add(executor(framework, executor)));
        }
    }

    private static ObjectNode executor(AgentFramework framework, AgentExecutor executor) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", executor.id());
        json.put("name", executor.info.getName());
        json.put("source", source(executor.info));
        json.put("container", executor.run.container());
        json.put("directory", executor.sandbox.toString());
        json.set("resources", ResourceSums.json(executor.resources()));
        json.put("role", role(executor.resources()));
        if (executor.info.hasType()) {
            json.put("type", executor.info.getType().name());
        }
        tasks(json.putArray("tasks"), framework, executor, executor.launched.values());
        tasks(json.putArray("queued_tasks"), framework, executor, executor.queuedTasks());
        tasks(json.putArray("completed_tasks"), framework, executor, executor.completed);
        return json;
    }

    /** Deprecated in Mesos, and shown all the same. */
    @SuppressWarnings("deprecation")
    static String source(ExecutorInfo info) {
        return info.getSource();
    }

    private static String role(List<Resource> resources) {
        return resources.stream()
                .filter(Resource::hasAllocationInfo)
                .map(resource -> resource.getAllocationInfo().getRole())
                .findFirst()
                .orElse("*");
    }

    private static void tasks(
            ArrayNode array, AgentFramework framework, AgentExecutor executor, Collection<AgentTask> tasks) {
        for (AgentTask agentTask : tasks) {
            Task task = agentTask.toTask(framework.id(), executor.command);
            ObjectNode json = array.addObject();
            json.put("id", task.getTaskId().getValue());
            json.put("name", task.getName());
            json.put("framework_id", framework.id().getValue());
            json.put("executor_id", executor.command ? "" : executor.id());
            json.put("slave_id", task.getAgentId().getValue());
            json.put("state", task.getState().name());
            json.set("resources", ResourceSums.json(task.getResourcesList()));
            json.put("role", role(task.getResourcesList()));
            ArrayNode statuses = json.putArray("statuses");
            task.getStatusesList().forEach(status -> statuses.add(status(status)));
            if (task.hasLabels()) {
                json.set("labels", ProtoJson.tree(task.getLabels()).get("labels"));
            }
            if (task.hasDiscovery()) {
                json.set("discovery", ProtoJson.tree(task.getDiscovery()));
            }
        }
    }

    private static ObjectNode status(TaskStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", status.getState().name());
        json.put("timestamp", status.getTimestamp());
        if (status.hasLabels()) {
            json.set("labels", ProtoJson.tree(status.getLabels()).get("labels"));
        }
        if (status.hasContainerStatus()) {
            ObjectNode container = ProtoJson.tree(status.getContainerStatus());
            container.remove("executor_pid");
            json.set("container_status", container);
        }
        if (status.hasHealthy()) {
            json.put("healthy", status.getHealthy());
        }
        return json;
    }
}
