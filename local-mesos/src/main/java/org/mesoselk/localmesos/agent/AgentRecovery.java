package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.agent.AgentExecutor.State;
import org.mesoselk.localmesos.agent.checkpoint.Recovered;
import org.mesoselk.localmesos.agent.process.ProcessId;
import org.mesoselk.localmesos.agent.process.ProcessTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up what an agent on the same work directory left: its executors live on and will subscribe again. */
final class AgentRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(AgentRecovery.class);

    private final AgentContext context;

    AgentRecovery(AgentContext context) {
        this.context = context;
    }

    void take(List<Recovered.Framework> frameworks) throws IOException {
        for (Recovered.Framework recovered : frameworks) {
            AgentFramework framework = new AgentFramework(recovered.info());
            context.state().frameworks.put(framework.id(), framework);
            for (Recovered.Executor executor : recovered.executors()) {
                take(framework, executor);
            }
            if (framework.executors.isEmpty()) {
                context.state().retire(framework);
            }
        }
        killOrphans();
    }

    private void take(AgentFramework framework, Recovered.Executor recovered) throws IOException {
        AgentExecutor executor = new AgentExecutor(
                recovered.info(), recovered.run(), context.dir().sandbox(recovered.run()), recovered.command(), true);
        executor.process = recovered.process();
        executor.everSentTask = true;
        for (TaskInfo info : recovered.tasks()) {
            AgentTask task = new AgentTask(info);
            List<TaskStatus> statuses = context.updates()
                    .recover(
                            framework.id(),
                            info.getTaskId(),
                            context.checkpoints().updates(executor.run, info.getTaskId()));
            statuses.forEach(task::received);
            executor.launched.put(info.getTaskId(), task);
            if (context.updates().terminated(framework.id(), info.getTaskId())) {
                executor.complete(info.getTaskId());
                context.updates().remove(framework.id(), info.getTaskId());
            }
        }
        framework.executors.put(executor.info.getExecutorId(), executor);
        if (recovered.ended()) {
            executor.state = State.TERMINATED;
            if (executor.liveTasks().isEmpty()) {
                framework.retire(executor);
            }
            return;
        }
        executor.deadline = Optional.of(context.now().plus(context.options().executorReregistrationTimeout()));
        LOG.info(
                "executor {} of framework {} is awaited again, process {}",
                executor.id(),
                framework.id().getValue(),
                executor.process.map(process -> String.valueOf(process.pid())).orElse("unknown"));
    }

    /** What was just being launched when the agent died, and what belonged to frameworks that do not checkpoint. */
    private void killOrphans() {
        Set<ProcessId> known = context.state().executors().stream()
                .filter(executor -> executor.state != State.TERMINATED)
                .flatMap(executor -> executor.process.stream())
                .collect(Collectors.toSet());
        String ours = "MESOS_DIRECTORY=" + context.dir().root().resolve("slaves") + "/";
        for (ProcessId leader : ProcessTree.leadersWith(ours)) {
            if (!known.contains(leader)) {
                LOG.warn("process {} belongs to no executor that this agent knows: it is killed", leader.pid());
                context.launcher().destroy(leader, Optional.empty(), () -> {});
            }
        }
        context.launcher()
                .removeAllBut(context.state().executors().stream()
                        .filter(executor -> executor.state != State.TERMINATED)
                        .flatMap(executor -> executor.docker().stream())
                        .collect(Collectors.toSet()));
    }

    /** All executors that could come back have done so, or their time is over: the master can be told what runs here. */
    boolean finished() {
        return context.state().executors().stream()
                .noneMatch(executor -> executor.recovered && executor.state == State.REGISTERING);
    }
}
