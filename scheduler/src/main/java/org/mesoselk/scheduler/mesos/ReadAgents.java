package org.mesoselk.scheduler.mesos;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.master.Protos.Response;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.Resources;

/** The answer to GET_AGENTS as a view: whole, or Unknown. */
final class ReadAgents {
    /** libprocess' address, e.g. slave(1)@10.0.0.1:5051. */
    private static final Pattern PID = Pattern.compile("[^@]+@\\[?([^@]+?)]?:\\d+");

    private ReadAgents() {}

    static AgentsView view(byte[] answer, Instant now) {
        try {
            return view(Response.parseFrom(answer), now);
        } catch (InvalidProtocolBufferException e) {
            return new AgentsView.Unknown(now, "the master's list of agents cannot be read: " + e.getMessage());
        }
    }

    static AgentsView view(Response answer, Instant now) {
        if (answer.getType() != Response.Type.GET_AGENTS || !answer.hasGetAgents()) {
            return new AgentsView.Unknown(
                    now, "the master was asked for its agents and answered " + answer.getType() + " instead");
        }
        List<ListedAgent> agents = new ArrayList<>();
        answer.getGetAgents().getAgentsList().forEach(agent -> agents.add(registered(agent)));
        // They were there before this master was elected, and have time to come back.
        answer.getGetAgents().getRecoveredAgentsList().forEach(info -> agents.add(recovered(info)));
        if (agents.isEmpty()) {
            // A master without a registry that was just elected says the same as one that has no agents.
            return new AgentsView.Unknown(now, "the master lists no agents; agents may not have registered yet");
        }
        return new AgentsView.Known(now, List.copyOf(agents));
    }

    private static ListedAgent registered(Response.GetAgents.Agent agent) {
        Matcher pid = PID.matcher(agent.getPid());
        AgentInfo info = agent.getAgentInfo();
        return listed(
                info,
                pid.matches() ? pid.group(1) : info.getHostname(),
                agent.getActive(),
                agent.getTotalResourcesCount() > 0 ? agent.getTotalResourcesList() : info.getResourcesList());
    }

    private static ListedAgent recovered(AgentInfo info) {
        return listed(info, info.getHostname(), false, info.getResourcesList());
    }

    private static ListedAgent listed(AgentInfo info, String ip, boolean active, List<Resource> total) {
        return new ListedAgent(
                new AgentRef(info.getId().getValue(), info.getHostname(), ip),
                Attributes.of(info.getAttributesList()),
                active,
                new Resources(sum(total, "cpus"), (int) sum(total, "mem"), (int) sum(total, "disk")));
    }

    private static double sum(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.getName().equals(name) && resource.getType() == Value.Type.SCALAR)
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }
}
