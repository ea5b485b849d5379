package org.mesoselk.localmesos.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents register, come back, and are told what they missed. */
final class Agents {

    private static final Logger LOG = LoggerFactory.getLogger(Agents.class);

    private final Cluster cluster;

    Agents(Cluster cluster) {
        this.cluster = cluster;
    }

    void register(ToMaster.Register register, AgentLink link) {
        String id = register.agent().getId().getValue();
        if (cluster.gone.contains(id)) {
            link.send(new ToAgent.Shutdown("Agent has been marked gone"));
            link.close();
            return;
        }
        if (isDown(register)) {
            link.send(new ToAgent.Shutdown("Machine is `DOWN`"));
            link.close();
            return;
        }
        AgentInfo info = id.isEmpty()
                ? register.agent().toBuilder()
                        .setId(AgentID.newBuilder().setValue(cluster.nextAgentId()))
                        .build()
                : register.agent();
        RegisteredAgent agent = cluster.agents.get(info.getId().getValue());
        boolean known = agent != null;
        boolean wasUnreachable = cluster.unreachable.remove(id) != null;
        cluster.left.remove(id);
        if (known) {
            agent.link.ifPresent(AgentLink::close);
            agent.update(info, register.port());
            agent.reregistered = Optional.of(cluster.now());
        } else {
            agent = new RegisteredAgent(info, register.port(), cluster.now());
            cluster.agents.put(agent.id(), agent);
        }
        agent.link = Optional.of(link);
        if (cluster.machines.schedule().getWindowsCount() > 0) {
            agent.unavailability = cluster.machines.unavailability(agent.machine());
        }
        agent.missedPings = 0;
        agent.pingAnswered = true;
        agent.pingSent = cluster.now();
        link.send(new ToAgent.Registered(
                cluster.master.getId(),
                info.getId(),
                Math.toIntExact(cluster.timings.totalPingTimeout().toMillis())));
        // Simulated agents have no port: one line for each of thousands would say nothing.
        if (register.port() > 0) {
            LOG.info(
                    "agent {} registered from port {} with {} tasks",
                    agent.id(),
                    register.port(),
                    register.tasks().size());
        }
        takeOver(agent, register, known, wasUnreachable);
        cluster.wantAllocation();
    }

    /** Its machine is to be brought up first. */
    private boolean isDown(ToMaster.Register register) {
        return !cluster.machines.down().isEmpty()
                && cluster.machines.isDown(
                        new RegisteredAgent(register.agent(), register.port(), cluster.now()).machine());
    }

    private void takeOver(RegisteredAgent agent, ToMaster.Register register, boolean known, boolean wasUnreachable) {
        register.frameworks().forEach(this::takeOverFramework);
        agent.executors.clear();
        register.executors().forEach(executor -> takeOverExecutor(agent, executor));
        register.tasks().forEach(task -> takeOverTask(agent, task, wasUnreachable));
        if (known) {
            dropUnknownTo(agent, register.tasks());
        }
        forgetUnreachable(agent.id());
        for (FrameworkInfo framework : register.frameworks()) {
            String id = framework.getId().getValue();
            cluster.framework(id)
                    .filter(Framework::isConnected)
                    .ifPresent(connected -> agent.send(new ToAgent.UpdateFramework(connected.info)));
            if (cluster.completedFrameworks.containsKey(id)) {
                agent.send(new ToAgent.ShutdownFramework(framework.getId()));
            }
        }
        tellKills(agent);
        agent.drain.ifPresent(drain -> agent.send(new ToAgent.Drain(drain.getConfig())));
    }

    private void takeOverFramework(FrameworkInfo info) {
        String id = info.getId().getValue();
        if (!cluster.frameworks.containsKey(id) && !cluster.completedFrameworks.containsKey(id)) {
            Framework framework = new Framework(info, cluster.now());
            framework.recovered = true;
            framework.removeAt = framework.deadlineFrom(cluster.now());
            cluster.frameworks.put(id, framework);
        }
    }

    private void takeOverExecutor(RegisteredAgent agent, ExecutorInfo executor) {
        String framework = executor.getFrameworkId().getValue();
        if (cluster.frameworks.containsKey(framework)) {
            agent.executorsOf(framework).put(executor.getExecutorId().getValue(), executor);
        }
    }

    private void takeOverTask(RegisteredAgent agent, Task reported, boolean wasUnreachable) {
        Framework framework = cluster.frameworks.get(reported.getFrameworkId().getValue());
        if (framework == null
                || framework.tasks.containsKey(reported.getTaskId().getValue())) {
            return;
        }
        KnownTask task = new KnownTask(reported);
        framework.unreachable.remove(task.id());
        framework.tasks.put(task.id(), task);
        if (wasUnreachable && !task.isTerminal()) {
            // "re-reregistered" is what a real master says.
            framework.send(Events.update(Statuses.of(
                    task,
                    task.state(),
                    Reason.REASON_AGENT_REREGISTERED,
                    "Unreachable agent re-reregistered",
                    cluster.now())));
        }
        if (!agent.id().equals(task.agentId())) {
            LOG.warn("agent {} reports task {} of agent {}", agent.id(), task.id(), task.agentId());
        }
    }

    /** What was sent to the agent and never arrived: a launch on a link that broke. */
    private void dropUnknownTo(RegisteredAgent agent, List<Task> reported) {
        Set<String> there = new HashSet<>();
        reported.forEach(task -> there.add(
                task.getFrameworkId().getValue() + "\n" + task.getTaskId().getValue()));
        for (Framework framework : cluster.frameworks.values()) {
            for (KnownTask task : framework.tasksOn(agent.id())) {
                if (!there.contains(framework.id() + "\n" + task.id()) && !task.isTerminal()) {
                    task.state(framework.isPartitionAware() ? TaskState.TASK_DROPPED : TaskState.TASK_LOST);
                    framework.send(Events.update(Statuses.of(
                            task,
                            task.state(),
                            Reason.REASON_RECONCILIATION,
                            "Reconciliation: task unknown to the agent",
                            cluster.now())));
                    framework.complete(task);
                }
            }
        }
    }

    private void forgetUnreachable(String agentId) {
        cluster.frameworks
                .values()
                .forEach(framework -> framework
                        .unreachable
                        .values()
                        .removeIf(task -> task.agentId().equals(agentId)));
    }

    private void tellKills(RegisteredAgent agent) {
        agent.killed.forEach((framework, tasks) -> cluster.framework(framework).ifPresent(known -> {
            List<TaskID> alive = new ArrayList<>();
            tasks.stream()
                    .filter(known.tasks::containsKey)
                    .forEach(id -> alive.add(TaskID.newBuilder().setValue(id).build()));
            if (!alive.isEmpty()) {
                agent.send(new ToAgent.KillTasks(known.info.getId(), alive));
            }
        }));
    }

    /** Pings are counted whether or not the agent is connected, as a real master does. */
    List<RegisteredAgent> pingAndFindSilent() {
        Instant now = cluster.now();
        List<RegisteredAgent> silent = new ArrayList<>();
        for (RegisteredAgent agent : cluster.agents.values()) {
            if (now.isBefore(agent.pingSent.plus(cluster.timings.agentPingTimeout()))) {
                continue;
            }
            agent.missedPings = agent.pingAnswered ? 0 : agent.missedPings + 1;
            if (agent.missedPings >= cluster.timings.maxAgentPingTimeouts()) {
                silent.add(agent);
            } else {
                agent.pingSent = now;
                agent.pingAnswered = false;
                agent.send(new ToAgent.Ping());
            }
        }
        return silent;
    }
}
