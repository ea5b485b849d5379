package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a registered agent says. */
final class AgentMessages {

    private static final Logger LOG = LoggerFactory.getLogger(AgentMessages.class);

    private final Cluster cluster;
    private final AgentLoss loss;
    private final Operations operations;

    AgentMessages(Cluster cluster, AgentLoss loss, Operations operations) {
        this.cluster = cluster;
        this.loss = loss;
        this.operations = operations;
    }

    void receive(RegisteredAgent agent, ToMaster message) {
        if (message instanceof ToMaster.StatusUpdate update) {
            status(update);
        } else if (message instanceof ToMaster.OperationUpdate update) {
            operations.update(update);
        } else if (message instanceof ToMaster.ExecutorMessage data) {
            cluster.framework(data.frameworkId().getValue())
                    .ifPresent(framework -> framework.send(Event.newBuilder()
                            .setType(Event.Type.MESSAGE)
                            .setMessage(Event.Message.newBuilder()
                                    .setAgentId(data.agentId())
                                    .setExecutorId(data.executorId())
                                    .setData(data.data()))
                            .build()));
        } else if (message instanceof ToMaster.ExecutorExited exited) {
            exited(agent, exited);
        } else if (message instanceof ToMaster.Pong) {
            agent.pingAnswered = true;
        } else if (message instanceof ToMaster.Unregister) {
            loss.unregistered(agent);
        } else {
            LOG.warn(
                    "agent {} sent {} outside of its registration",
                    agent.id(),
                    message.getClass().getSimpleName());
        }
    }

    /** Forwarded to the scheduler when there is one; the agent keeps it until it is acknowledged. */
    private void status(ToMaster.StatusUpdate update) {
        Framework framework = cluster.frameworks.get(update.frameworkId().getValue());
        if (framework == null) {
            return;
        }
        TaskStatus status = update.status();
        framework.send(Events.update(status));
        KnownTask task = framework.tasks.get(status.getTaskId().getValue());
        if (task == null) {
            return;
        }
        // An update that is sent again must not bring a task back to life that has ended.
        if (!task.isTerminal() || Statuses.isTerminal(status.getState())) {
            task.update(status);
            task.latest(TaskState.forNumber(update.latest()));
        }
        if (task.isTerminal() && !status.hasUuid()) {
            framework.complete(task);
        }
    }

    private void exited(RegisteredAgent agent, ToMaster.ExecutorExited exited) {
        String framework = exited.frameworkId().getValue();
        if (exited.command()) {
            return;
        }
        agent.executorsOf(framework).remove(exited.executorId().getValue());
        cluster.framework(framework)
                .ifPresent(known -> known.send(Events.executorEnded(agent.id(), exited.executorId(), exited.status())));
    }
}
