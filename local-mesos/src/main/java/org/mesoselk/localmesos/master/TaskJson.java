package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.master.resources.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tasks and executors in the JSON of the master's plain endpoints. */
final class TaskJson {

    private TaskJson() {}

    static ArrayNode all(Iterable<KnownTask> tasks) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        tasks.forEach(task -> json.add(one(task)));
        return json;
    }

    static ObjectNode one(KnownTask known) {
        Task task = known.toProto();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", known.id());
        json.put("name", task.getName());
        json.put("framework_id", task.getFrameworkId().getValue());
        json.put("executor_id", task.getExecutorId().getValue());
        json.put("slave_id", known.agentId());
        json.put("state", task.getState().name());
        json.set("resources", ResourceJson.sums(known.resources()));
        json.put("role", task.getResourcesCount() == 0 ? "*" : role(task));
        ArrayNode statuses = json.putArray("statuses");
        task.getStatusesList().forEach(status -> statuses.add(status(status)));
        if (task.hasLabels()) {
            json.set("labels", ProtoJson.tree(task.getLabels()).path("labels"));
        }
        if (task.hasDiscovery()) {
            json.set("discovery", ProtoJson.tree(task.getDiscovery()));
        }
        if (task.hasContainer()) {
            json.set("container", ProtoJson.tree(task.getContainer()));
        }
        if (task.hasUser()) {
            json.put("user", task.getUser());
        }
        return json;
    }

    private static String role(Task task) {
        String role = task.getResources(0).getAllocationInfo().getRole();
        return role.isEmpty() ? "*" : role;
    }

    private static ObjectNode status(TaskStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", status.getState().name());
        json.put("timestamp", status.getTimestamp());
        if (status.hasLabels()) {
            json.set("labels", ProtoJson.tree(status.getLabels()).path("labels"));
        }
        if (status.hasContainerStatus()) {
            json.set(
                    "container_status",
                    ProtoJson.tree(status.getContainerStatus().toBuilder()
                            .clearExecutorPid()
                            .build()));
        }
        if (status.hasHealthy()) {
            json.put("healthy", status.getHealthy());
        }
        return json;
    }

    static ObjectNode executor(ExecutorInfo executor, String agentId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("executor_id", executor.getExecutorId().getValue());
        json.put("name", executor.getName());
        json.put("framework_id", executor.getFrameworkId().getValue());
        json.set("command", ProtoJson.tree(executor.getCommand()));
        json.set("resources", ResourceJson.sums(Resources.of(executor.getResourcesList())));
        json.put("slave_id", agentId);
        return json;
    }
}
