package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.mesoselk.localmesos.link.ToMaster;

/** Everything that an agent knows of itself and its frameworks. Owned by the agent's loop. */
final class AgentState {

    private static final int MAX_COMPLETED_FRAMEWORKS = 50;

    /** Read by others than the loop, too. */
    volatile AgentInfo info;
    /** The info's resources as operations have made them: reserved, and with volumes. */
    volatile List<Resource> total;

    /** An operator wants it empty. */
    boolean draining;

    final Map<FrameworkID, AgentFramework> frameworks = new LinkedHashMap<>();
    final Deque<AgentFramework> completed = new ArrayDeque<>();

    AgentState(AgentInfo info) {
        this.info = info;
        this.total = info.getResourcesList();
    }

    String id() {
        return info.getId().getValue();
    }

    Optional<AgentFramework> framework(FrameworkID id) {
        return Optional.ofNullable(frameworks.get(id));
    }

    /** The framework, taken up again when it had no work here for a while. */
    AgentFramework present(FrameworkInfo framework) {
        return frameworks.computeIfAbsent(framework.getId(), id -> {
            Optional<AgentFramework> before =
                    completed.stream().filter(one -> one.id().equals(id)).findFirst();
            before.ifPresent(completed::remove);
            AgentFramework present =
                    before.filter(one -> !one.terminating).orElseGet(() -> new AgentFramework(framework));
            present.info = framework;
            return present;
        });
    }

    Optional<AgentExecutor> executor(FrameworkID framework, ExecutorID executor) {
        return framework(framework).map(found -> found.executors.get(executor));
    }

    /** The present ones and those without work here any more. */
    List<AgentFramework> allFrameworks() {
        return Stream.concat(completed.stream(), frameworks.values().stream()).toList();
    }

    /** Those of present frameworks whose tasks' ends are not all acknowledged. */
    List<AgentExecutor> executors() {
        return frameworks.values().stream()
                .flatMap(framework -> framework.executors.values().stream())
                .toList();
    }

    Set<Path> liveSandboxes() {
        return executors().stream().map(executor -> executor.sandbox).collect(Collectors.toUnmodifiableSet());
    }

    void retire(AgentFramework framework) {
        if (frameworks.remove(framework.id(), framework)) {
            completed.add(framework);
            if (completed.size() > MAX_COMPLETED_FRAMEWORKS) {
                completed.remove();
            }
        }
    }

    /** Command executors are the agent's own affair: a master is told of their tasks only. */
    ToMaster.Register register() {
        List<FrameworkInfo> infos = new ArrayList<>();
        List<ExecutorInfo> executors = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (AgentFramework framework : frameworks.values()) {
            infos.add(framework.info);
            for (AgentExecutor executor : framework.executors.values()) {
                if (!executor.command && executor.state != AgentExecutor.State.TERMINATED) {
                    executors.add(executor.info);
                }
                executor.liveTasks().forEach(task -> tasks.add(task.toTask(framework.id(), executor.command)));
            }
        }
        AgentInfo present =
                info.toBuilder().clearResources().addAllResources(total).build();
        return new ToMaster.Register(present, info.getPort(), infos, executors, tasks);
    }
}
