package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.master.resources.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Frameworks in the JSON of the master's plain endpoints. */
final class FrameworkJson {

    private final Cluster cluster;

    FrameworkJson(Cluster cluster) {
        this.cluster = cluster;
    }

    ObjectNode all() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode present = json.putArray("frameworks");
        cluster.frameworks.values().forEach(framework -> present.add(one(framework)));
        ArrayNode completed = json.putArray("completed_frameworks");
        cluster.completedFrameworks.values().forEach(framework -> completed.add(one(framework)));
        json.putArray("unregistered_frameworks");
        return json;
    }

    private ObjectNode one(Framework framework) {
        FrameworkInfo info = framework.info;
        Resources offered = Cluster.sum(cluster.offersOf(framework.id()));
        ObjectNode json = summary(framework);
        json.put("user", info.getUser());
        json.put("failover_timeout", info.getFailoverTimeout());
        json.put("checkpoint", info.getCheckpoint());
        if (info.hasPrincipal()) {
            json.put("principal", info.getPrincipal());
        }
        json.put("registered_time", Statuses.seconds(framework.registered));
        json.put(
                "unregistered_time",
                framework.unregistered.map(Statuses::seconds).orElse(0.0));
        framework.reregistered.ifPresent(time -> json.put("reregistered_time", Statuses.seconds(time)));
        json.set("resources", ResourceJson.sums(used(framework).plus(offered)));
        ArrayNode roles = json.putArray("roles");
        framework.roles().forEach(roles::add);
        if (info.getLabels().getLabelsCount() > 0) {
            json.set("labels", ProtoJson.tree(info.getLabels()).path("labels"));
        }
        json.set("tasks", TaskJson.all(framework.tasks.values()));
        json.set("unreachable_tasks", TaskJson.all(framework.unreachable.values()));
        json.set("completed_tasks", TaskJson.all(framework.completed));
        ArrayNode offers = json.putArray("offers");
        cluster.offersOf(framework.id()).forEach(offer -> offers.add(offer(offer)));
        ArrayNode executors = json.putArray("executors");
        cluster.agents
                .values()
                .forEach(agent -> agent.executors
                        .getOrDefault(framework.id(), java.util.Map.of())
                        .values()
                        .forEach(executor -> executors.add(TaskJson.executor(executor, agent.id()))));
        json.putObject("offer_constraints");
        return json;
    }

    /** What /state and /state-summary share. */
    ObjectNode summary(Framework framework) {
        FrameworkInfo info = framework.info;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", framework.id());
        json.put("name", info.getName());
        json.set("used_resources", ResourceJson.sums(used(framework)));
        json.set("offered_resources", ResourceJson.sums(Cluster.sum(cluster.offersOf(framework.id()))));
        ArrayNode capabilities = json.putArray("capabilities");
        info.getCapabilitiesList()
                .forEach(capability -> capabilities.add(capability.getType().name()));
        json.put("hostname", info.getHostname());
        json.put("webui_url", info.getWebuiUrl());
        json.put("active", framework.isConnected());
        json.put("connected", framework.isConnected());
        json.put("recovered", framework.recovered);
        return json;
    }

    private Resources used(Framework framework) {
        return cluster.frameworks.containsKey(framework.id()) ? cluster.usedBy(framework.id()) : Resources.NONE;
    }

    private static ObjectNode offer(Offer offer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", offer.id());
        json.put("framework_id", offer.frameworkId());
        json.putObject("allocation_info").put("role", offer.role());
        json.put("slave_id", offer.agentId());
        json.set("resources", ResourceJson.sums(offer.resources()));
        return json;
    }
}
