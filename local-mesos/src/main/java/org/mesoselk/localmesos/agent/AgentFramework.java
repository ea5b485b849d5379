package org.mesoselk.localmesos.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;

/** A framework with work on this agent. Owned by the agent's loop. */
final class AgentFramework {

    /** Mesos' max_completed_executors_per_framework. */
    private static final int MAX_COMPLETED_EXECUTORS = 150;

    FrameworkInfo info;
    /** The framework is gone for good: what its tasks still say interests nobody. */
    boolean terminating;

    final Map<ExecutorID, AgentExecutor> executors = new LinkedHashMap<>();
    final Deque<AgentExecutor> completed = new ArrayDeque<>();

    AgentFramework(FrameworkInfo info) {
        this.info = info;
    }

    FrameworkID id() {
        return info.getId();
    }

    boolean partitionAware() {
        return info.getCapabilitiesList().stream()
                .anyMatch(capability -> capability.getType() == FrameworkInfo.Capability.Type.PARTITION_AWARE);
    }

    /** The executor that has this task, queued, launched or with an end not acknowledged. */
    Optional<AgentExecutor> executorOf(TaskID task) {
        return executors.values().stream()
                .filter(executor -> executor.task(task).isPresent())
                .findFirst();
    }

    /** Ended ones first. */
    List<AgentExecutor> allExecutors() {
        return Stream.concat(completed.stream(), executors.values().stream()).toList();
    }

    void retire(AgentExecutor executor) {
        if (executors.remove(executor.info.getExecutorId(), executor)) {
            completed.add(executor);
            if (completed.size() > MAX_COMPLETED_EXECUTORS) {
                completed.remove();
            }
        }
    }
}
