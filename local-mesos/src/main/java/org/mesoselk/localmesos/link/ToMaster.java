package org.mesoselk.localmesos.link;

import com.google.protobuf.ByteString;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * What an agent says to its master. {@link Register} opens the link: it is the body of {@code POST /internal/agent},
 * whose answer is the stream of {@link ToAgent}; every other message is the body of {@code POST /internal/agent/call}
 * with the header {@code Agent-Id}.
 */
public sealed interface ToMaster {

    /** {@code agent} has no id the first time; afterwards its id, and what runs on it. Its resources are as they are by now. */
    record Register(
            AgentInfo agent, int port, List<FrameworkInfo> frameworks, List<ExecutorInfo> executors, List<Task> tasks)
            implements ToMaster {}

    /**
     * A status update with uuid (reliable, sent again by the agent until acknowledged) or without (made by the agent
     * itself after recovery).
     *
     * @param latest the number of the task's latest state: an update that is still unacknowledged holds back those
     *     after it, but not what a task has given back
     */
    record StatusUpdate(FrameworkID frameworkId, TaskStatus status, int latest) implements ToMaster {

        /** One that is the latest. */
        public StatusUpdate(FrameworkID frameworkId, TaskStatus status) {
            this(frameworkId, status, status.getState().getNumber());
        }
    }

    /** How an operation with an id ended, with a uuid: sent again until it is acknowledged. */
    record OperationUpdate(FrameworkID frameworkId, OperationStatus status) implements ToMaster {}

    record ExecutorMessage(AgentID agentId, FrameworkID frameworkId, ExecutorID executorId, ByteString data)
            implements ToMaster {}

    /** An executor's container has ended; {@code status} is the raw wait status (exit code 7 is 1792). {@code command}: it was the agent's own command executor. */
    record ExecutorExited(FrameworkID frameworkId, ExecutorID executorId, int status, boolean command)
            implements ToMaster {}

    record Pong() implements ToMaster {}

    /** The agent ends in an orderly way and will not be back (SIGUSR1). */
    record Unregister() implements ToMaster {}
}
