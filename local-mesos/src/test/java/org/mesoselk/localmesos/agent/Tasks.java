package org.mesoselk.localmesos.agent;

import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Value;

/** Frameworks and tasks for tests. */
final class Tasks {

    static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("framework-1").build();

    private Tasks() {}

    static FrameworkInfo framework(boolean checkpoint) {
        return FrameworkInfo.newBuilder()
                .setId(FRAMEWORK)
                .setName("a framework")
                .setUser(System.getProperty("user.name"))
                .setCheckpoint(checkpoint)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.PARTITION_AWARE))
                .build();
    }

    static TaskID id(String id) {
        return TaskID.newBuilder().setValue(id).build();
    }

    static CommandInfo shell(String line) {
        return CommandInfo.newBuilder().setShell(true).setValue(line).build();
    }

    static TaskInfo command(String id, CommandInfo command) {
        return task(id).setCommand(command).build();
    }

    static TaskInfo custom(String id, String executor, CommandInfo command) {
        return task(id).setExecutor(ExecutorInfo.newBuilder()
                        .setType(ExecutorInfo.Type.CUSTOM)
                        .setExecutorId(executorId(executor))
                        .setCommand(command))
                .build();
    }

    static ExecutorID executorId(String id) {
        return ExecutorID.newBuilder().setValue(id).build();
    }

    private static TaskInfo.Builder task(String id) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(id(id))
                .setAgentId(AgentID.newBuilder().setValue("agent-1"))
                .addResources(Resource.newBuilder()
                        .setName("cpus")
                        .setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(0.1))
                        .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole("*")));
    }
}
