package org.mesoselk.localmesos.agent.checkpoint;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.mesoselk.localmesos.agent.process.ProcessId;

/** What a work directory says of the agent that ran on it before. */
public record Recovered(Optional<AgentInfo> agent, Optional<Integer> port, List<Framework> frameworks) {

    /** A framework that this agent has served. */
    public record Framework(FrameworkInfo info, List<Executor> executors) {}

    /**
     * The newest run of an executor.
     *
     * @param process empty when the agent died before it knew
     * @param ended its end had been dealt with
     */
    public record Executor(
            ExecutorInfo info,
            WorkDir.Run run,
            boolean command,
            Optional<ProcessId> process,
            boolean ended,
            List<TaskInfo> tasks) {}
}
