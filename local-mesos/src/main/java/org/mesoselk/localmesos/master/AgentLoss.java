package org.mesoselk.localmesos.master;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.mesoselk.localmesos.link.ToAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents disconnect, stop answering, or leave: what their frameworks are told, in the order of a real master. */
final class AgentLoss {

    private static final Logger LOG = LoggerFactory.getLogger(AgentLoss.class);

    private final Cluster cluster;
    private final Offers offers;

    AgentLoss(Cluster cluster, Offers offers) {
        this.cluster = cluster;
        this.offers = offers;
    }

    /** Its link broke. Only what is not checkpointed is lost at once. */
    void disconnected(RegisteredAgent agent) {
        LOG.info("agent {} disconnected", agent.id());
        agent.link = Optional.empty();
        offers.rescindAllOn(agent.id());
        for (Framework framework : cluster.frameworks.values()) {
            if (!framework.info.getCheckpoint()) {
                end(
                        framework,
                        agent,
                        TaskState.TASK_LOST,
                        Reason.REASON_AGENT_DISCONNECTED,
                        "Agent " + agent.info.getHostname() + " disconnected");
                agent.executors.remove(framework.id());
            }
        }
    }

    /** It has not answered its pings: its tasks may go on running. */
    void unreachable(RegisteredAgent agent) {
        LOG.info("agent {} is unreachable", agent.id());
        Instant now = cluster.now();
        cluster.unreachable.put(agent.id(), now);
        for (Framework framework : cluster.frameworks.values()) {
            TaskState state = framework.isPartitionAware() ? TaskState.TASK_UNREACHABLE : TaskState.TASK_LOST;
            for (KnownTask task : framework.tasksOn(agent.id())) {
                if (task.isTerminal()) {
                    framework.complete(task);
                    continue;
                }
                TaskStatus status = Statuses.unreachableSince(
                                Statuses.made(
                                        task.id(),
                                        agent.id(),
                                        state,
                                        Reason.REASON_AGENT_REMOVED,
                                        "health check timed out",
                                        now),
                                now)
                        .build();
                task.update(status);
                framework.lose(task);
                framework.send(Events.update(status));
            }
        }
        remove(agent);
    }

    /** It said that it will not be back. */
    void unregistered(RegisteredAgent agent) {
        LOG.info("agent {} unregistered", agent.id());
        cluster.left.add(agent.id());
        for (Framework framework : cluster.frameworks.values()) {
            end(
                    framework,
                    agent,
                    TaskState.TASK_LOST,
                    Reason.REASON_AGENT_REMOVED,
                    "Agent " + agent.info.getHostname() + " removed: the agent unregistered");
        }
        remove(agent);
    }

    /** An operator says that it will never be back. */
    void markedGone(RegisteredAgent agent) {
        LOG.info("agent {} marked gone", agent.id());
        cluster.gone.add(agent.id());
        for (Framework framework : cluster.frameworks.values()) {
            end(
                    framework,
                    agent,
                    framework.isPartitionAware() ? TaskState.TASK_GONE_BY_OPERATOR : TaskState.TASK_LOST,
                    Reason.REASON_AGENT_REMOVED_BY_OPERATOR,
                    "Agent has been marked gone");
        }
        agent.send(new ToAgent.Shutdown("Agent has been marked gone"));
        remove(agent);
    }

    /** An operator takes its machine down, as was planned. */
    void takenDown(RegisteredAgent agent) {
        LOG.info("the machine of agent {} is taken down", agent.id());
        cluster.left.add(agent.id());
        for (Framework framework : cluster.frameworks.values()) {
            end(
                    framework,
                    agent,
                    TaskState.TASK_LOST,
                    Reason.REASON_AGENT_REMOVED,
                    "Agent " + agent.info.getHostname() + " removed: Operator initiated 'Machine DOWN'");
        }
        agent.send(new ToAgent.Shutdown("Operator initiated 'Machine DOWN'"));
        remove(agent);
    }

    private void end(Framework framework, RegisteredAgent agent, TaskState state, Reason reason, String message) {
        for (KnownTask task : List.copyOf(framework.tasksOn(agent.id()))) {
            boolean alive = !task.isTerminal();
            if (alive) {
                task.state(state);
            }
            framework.complete(task);
            if (alive) {
                framework.send(
                        Events.update(Statuses.made(task.id(), agent.id(), state, reason, message, cluster.now())));
            }
        }
    }

    private void remove(RegisteredAgent agent) {
        offers.rescindAllOn(agent.id());
        cluster.agents.remove(agent.id());
        agent.link.ifPresent(AgentLink::close);
        agent.link = Optional.empty();
        cluster.frameworks.values().forEach(framework -> framework.send(Events.agentLost(agent.id())));
    }
}
