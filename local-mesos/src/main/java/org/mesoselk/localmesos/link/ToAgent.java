package org.mesoselk.localmesos.link;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;

/**
 * What a master says to an agent. A real Mesos uses libprocess between the two, which no framework can see; here it is
 * a stream of RecordIO records, each one message as {@link LinkCodec} writes it.
 */
public sealed interface ToAgent {

    /**
     * First message of each link.
     *
     * @param agentId new, or the one that the agent came with
     * @param silenceMillis so long without an answer to its pings the master waits for an agent; so long without a ping an
     *     agent waits for the master. A real master says it as {@code total_ping_timeout_seconds}
     */
    record Registered(String masterId, AgentID agentId, int silenceMillis) implements ToAgent {}

    /** Run a task; with an executor of its own when {@code task} has one, else by the command executor. */
    record RunTask(FrameworkInfo framework, TaskInfo task) implements ToAgent {}

    record RunTaskGroup(FrameworkInfo framework, ExecutorInfo executor, TaskGroupInfo group) implements ToAgent {}

    record KillTask(FrameworkID frameworkId, TaskID taskId, Optional<KillPolicy> killPolicy) implements ToAgent {}

    record ShutdownExecutor(FrameworkID frameworkId, ExecutorID executorId) implements ToAgent {}

    /** The framework is gone for good: its executors are to end. */
    record ShutdownFramework(FrameworkID frameworkId) implements ToAgent {}

    record FrameworkMessage(FrameworkID frameworkId, ExecutorID executorId, ByteString data) implements ToAgent {}

    /** A scheduler acknowledged a status update. */
    record UpdateAcknowledged(FrameworkID frameworkId, TaskID taskId, ByteString uuid) implements ToAgent {}

    /** Carry out RESERVE, UNRESERVE, CREATE or DESTROY; one with an id wants to hear of its end. */
    record ApplyOperation(FrameworkID frameworkId, Offer.Operation operation) implements ToAgent {}

    /** Operations that the agent was sent and has not spoken of: which of them it never got. */
    record ReconcileOperations(FrameworkID frameworkId, List<OperationID> operationIds) implements ToAgent {}

    /** A scheduler acknowledged the status of an operation. */
    record OperationAcknowledged(FrameworkID frameworkId, ByteString uuid) implements ToAgent {}

    /** End all tasks; none will come until {@link Reactivate}. */
    record Drain(DrainConfig config) implements ToAgent {}

    record Reactivate() implements ToAgent {}

    /** A framework's (new) info, e.g. after it failed over; and the order to send all unacknowledged updates again. */
    record UpdateFramework(FrameworkInfo framework) implements ToAgent {}

    /** Answer with {@link ToMaster.Pong}; an agent that hears none for {@link Registered#silenceMillis} looks for the master again. */
    record Ping() implements ToAgent {}

    /** The agent process is to end (marked gone, or unknown to this master): the reason. */
    record Shutdown(String reason) implements ToAgent {}

    /** The work of several frameworks' tasks that the master wants to know ended, after a re-registration. */
    record KillTasks(FrameworkID frameworkId, List<TaskID> taskIds) implements ToAgent {}
}
