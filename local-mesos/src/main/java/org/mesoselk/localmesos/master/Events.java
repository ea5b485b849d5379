package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Events for schedulers, made from values. */
final class Events {

    static final Event HEARTBEAT =
            Event.newBuilder().setType(Event.Type.HEARTBEAT).build();

    private Events() {}

    static Event update(TaskStatus status) {
        return Event.newBuilder()
                .setType(Event.Type.UPDATE)
                .setUpdate(Event.Update.newBuilder().setStatus(status))
                .build();
    }

    static Event update(TaskStatus.Builder status) {
        return update(status.build());
    }

    static Event error(String message) {
        return Event.newBuilder()
                .setType(Event.Type.ERROR)
                .setError(Event.Error.newBuilder().setMessage(message))
                .build();
    }

    static Event agentLost(String agentId) {
        return Event.newBuilder()
                .setType(Event.Type.FAILURE)
                .setFailure(Event.Failure.newBuilder()
                        .setAgentId(AgentID.newBuilder().setValue(agentId)))
                .build();
    }

    static Event executorEnded(String agentId, ExecutorID executorId, int status) {
        return Event.newBuilder()
                .setType(Event.Type.FAILURE)
                .setFailure(Event.Failure.newBuilder()
                        .setAgentId(AgentID.newBuilder().setValue(agentId))
                        .setExecutorId(executorId)
                        .setStatus(status))
                .build();
    }
}
