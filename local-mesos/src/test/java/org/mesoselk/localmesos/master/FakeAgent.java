package org.mesoselk.localmesos.master;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** An agent that writes down what it is told, and says what a test has it say. */
final class FakeAgent implements AgentLink {

    final List<ToAgent> told = new ArrayList<>();
    boolean closed;
    boolean answersPings = true;
    private final MasterCore core;
    private final AgentInfo info;
    private int uuids;

    private FakeAgent(MasterCore core, AgentInfo info) {
        this.core = core;
        this.info = info;
    }

    static FakeAgent register(MasterCore core, AgentInfo info) {
        return register(core, info, List.of(), List.of(), List.of());
    }

    static FakeAgent register(
            MasterCore core,
            AgentInfo info,
            List<FrameworkInfo> frameworks,
            List<ExecutorInfo> executors,
            List<Task> tasks) {
        FakeAgent agent = new FakeAgent(core, info);
        core.register(new ToMaster.Register(info, 5051, frameworks, executors, tasks), agent);
        return agent;
    }

    /** A new link of the same agent, e.g. after a restart. */
    FakeAgent again(List<FrameworkInfo> frameworks, List<Task> tasks) {
        AgentInfo known =
                info.toBuilder().setId(AgentID.newBuilder().setValue(id())).build();
        return register(core, known, frameworks, List.of(), tasks);
    }

    @Override
    public void send(ToAgent message) {
        told.add(message);
        if (message instanceof ToAgent.Ping && answersPings) {
            core.message(id(), new ToMaster.Pong());
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    String id() {
        return all(ToAgent.Registered.class).get(0).agentId().getValue();
    }

    <T extends ToAgent> List<T> all(Class<T> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    void breakLink() {
        core.agentGone(this);
    }

    void say(ToMaster message) {
        core.message(id(), message);
    }

    TaskStatus update(String framework, String task, TaskState state) {
        TaskStatus status = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(state)
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setAgentId(AgentID.newBuilder().setValue(id()))
                .setUuid(ByteString.copyFromUtf8(String.format("%016d", uuids++)))
                .build();
        resend(framework, status);
        return status;
    }

    void resend(String framework, TaskStatus status) {
        say(new ToMaster.StatusUpdate(
                FrameworkID.newBuilder().setValue(framework).build(), status));
    }
}
