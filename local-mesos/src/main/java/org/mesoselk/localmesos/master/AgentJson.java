package org.mesoselk.localmesos.master;

import java.util.List;
import org.mesoselk.localmesos.master.resources.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Agents in the JSON of the master's plain endpoints, where they are still called slaves. */
final class AgentJson {

    /** What the agents of this project can do, in the words of Mesos. */
    static final List<String> CAPABILITIES =
            List.of("MULTI_ROLE", "HIERARCHICAL_ROLE", "RESERVATION_REFINEMENT", "AGENT_OPERATION_FEEDBACK");

    private final Cluster cluster;

    AgentJson(Cluster cluster) {
        this.cluster = cluster;
    }

    /** {@code /slaves}: with the full resources. */
    ObjectNode slaves() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode slaves = json.putArray("slaves");
        for (RegisteredAgent agent : cluster.agents.values()) {
            ObjectNode one = one(agent);
            one.set("reserved_resources_full", reservedFull(agent));
            one.set("unreserved_resources_full", ResourceJson.full(agent.total.unreserved(), ""));
            one.set("used_resources_full", ResourceJson.full(cluster.usedOn(agent), "*"));
            ArrayNode offered = one.putArray("offered_resources_full");
            cluster.offersOn(agent.id())
                    .forEach(offer ->
                            ResourceJson.full(offer.resources(), offer.role()).forEach(offered::add));
            slaves.add(one);
        }
        json.putArray("recovered_slaves");
        return json;
    }

    private static ObjectNode reservedFull(RegisteredAgent agent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        agent.total.reserved().forEach((role, some) -> json.set(role, ResourceJson.full(some, "")));
        return json;
    }

    ObjectNode one(RegisteredAgent agent) {
        Resources used = cluster.usedOn(agent);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", agent.id());
        json.put("hostname", agent.info.getHostname());
        json.put("port", agent.port);
        json.set("attributes", ResourceJson.attributes(agent.info.getAttributesList()));
        json.put("pid", agent.pid());
        json.put("registered_time", Statuses.seconds(agent.registered));
        agent.reregistered.ifPresent(time -> json.put("reregistered_time", Statuses.seconds(time)));
        json.set("resources", ResourceJson.sums(agent.total));
        json.set("used_resources", ResourceJson.sums(used));
        json.set("offered_resources", ResourceJson.sums(Cluster.sum(cluster.offersOn(agent.id()))));
        json.set("reserved_resources", ResourceJson.reserved(agent.total));
        json.set("unreserved_resources", ResourceJson.sums(agent.total.unreserved()));
        json.put("active", agent.isConnected());
        json.put("deactivated", false);
        json.put("version", Master.MESOS_VERSION);
        ArrayNode capabilities = json.putArray("capabilities");
        CAPABILITIES.forEach(capabilities::add);
        return json;
    }
}
