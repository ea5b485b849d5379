package org.mesoselk.localmesos.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.Test;

class LinkCodecTest {

    private static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("fw").build();
    private static final AgentID AGENT = AgentID.newBuilder().setValue("m-S0").build();
    private static final ExecutorID EXECUTOR =
            ExecutorID.newBuilder().setValue("é\n").build();
    private static final TaskID TASK = TaskID.newBuilder().setValue("t").build();
    private static final FrameworkInfo INFO = FrameworkInfo.newBuilder()
            .setUser("u")
            .setName("n")
            .setId(FRAMEWORK)
            .build();
    private static final ExecutorInfo EXECUTOR_INFO = ExecutorInfo.newBuilder()
            .setExecutorId(EXECUTOR)
            .setCommand(CommandInfo.newBuilder().setValue("run"))
            .build();
    private static final TaskInfo TASK_INFO =
            TaskInfo.newBuilder().setName("t").setTaskId(TASK).setAgentId(AGENT).build();
    private static final ByteString BYTES = ByteString.copyFrom(new byte[] {0, -1, 10, 13, 34});

    private static final List<ToAgent> TO_AGENT = List.of(
            new ToAgent.Registered("m", AGENT, 75_000),
            new ToAgent.RunTask(INFO, TASK_INFO),
            new ToAgent.RunTaskGroup(
                    INFO,
                    EXECUTOR_INFO,
                    TaskGroupInfo.newBuilder().addTasks(TASK_INFO).build()),
            new ToAgent.KillTask(FRAMEWORK, TASK, Optional.empty()),
            new ToAgent.KillTask(
                    FRAMEWORK,
                    TASK,
                    Optional.of(KillPolicy.newBuilder()
                            .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(5))
                            .build())),
            new ToAgent.ShutdownExecutor(FRAMEWORK, EXECUTOR),
            new ToAgent.ShutdownFramework(FRAMEWORK),
            new ToAgent.FrameworkMessage(FRAMEWORK, EXECUTOR, BYTES),
            new ToAgent.UpdateAcknowledged(FRAMEWORK, TASK, BYTES),
            new ToAgent.UpdateFramework(INFO),
            new ToAgent.ApplyOperation(
                    FRAMEWORK,
                    Offer.Operation.newBuilder()
                            .setType(Offer.Operation.Type.RESERVE)
                            .build()),
            new ToAgent.ReconcileOperations(
                    FRAMEWORK,
                    List.of(org.apache.mesos.v1.Protos.OperationID.newBuilder()
                            .setValue("op")
                            .build())),
            new ToAgent.OperationAcknowledged(FRAMEWORK, BYTES),
            new ToAgent.Drain(DrainConfig.newBuilder().setMarkGone(true).build()),
            new ToAgent.Reactivate(),
            new ToAgent.Ping(),
            new ToAgent.Shutdown("marked \"gone\""),
            new ToAgent.KillTasks(FRAMEWORK, List.of(TASK)));

    private static final TaskStatus STATUS = TaskStatus.newBuilder()
            .setTaskId(TASK)
            .setState(TaskState.TASK_RUNNING)
            .setUuid(BYTES)
            .build();

    private static final List<ToMaster> TO_MASTER = List.of(
            new ToMaster.Register(
                    AgentInfo.newBuilder().setHostname("h").build(),
                    5051,
                    List.of(INFO),
                    List.of(EXECUTOR_INFO),
                    List.of(Task.newBuilder()
                            .setName("t")
                            .setTaskId(TASK)
                            .setFrameworkId(FRAMEWORK)
                            .setAgentId(AGENT)
                            .setState(TaskState.TASK_RUNNING)
                            .build())),
            new ToMaster.StatusUpdate(FRAMEWORK, STATUS, TaskState.TASK_KILLED_VALUE),
            new ToMaster.OperationUpdate(
                    FRAMEWORK,
                    OperationStatus.newBuilder()
                            .setState(OperationState.OPERATION_FINISHED)
                            .build()),
            new ToMaster.ExecutorMessage(AGENT, FRAMEWORK, EXECUTOR, BYTES),
            new ToMaster.ExecutorExited(FRAMEWORK, EXECUTOR, 1792, true),
            new ToMaster.Pong(),
            new ToMaster.Unregister());

    @Test
    void everyMessageComesBackAsItWasSent() {
        assertThat(TO_AGENT)
                .allSatisfy(message ->
                        assertThat(LinkCodec.toAgent(LinkCodec.encode(message))).isEqualTo(message));
        assertThat(TO_MASTER)
                .allSatisfy(message -> assertThat(LinkCodec.toMaster(LinkCodec.encode(message)))
                        .isEqualTo(message));
    }

    @Test
    void noTypeOfMessageIsLeftOutOfTheRoundTrip() {
        assertThat(types(TO_AGENT.stream())).containsExactlyInAnyOrder(ToAgent.class.getPermittedSubclasses());
        assertThat(types(TO_MASTER.stream())).containsExactlyInAnyOrder(ToMaster.class.getPermittedSubclasses());
    }

    private static List<Class<?>> types(Stream<?> messages) {
        return messages.map(Object::getClass).distinct().collect(Collectors.toList());
    }

    @Test
    void aMessageIsOneLine() {
        assertThat(TO_AGENT)
                .allSatisfy(message -> assertThat(new String(LinkCodec.encode(message), StandardCharsets.UTF_8))
                        .doesNotContain("\n"));
    }

    @Test
    void rubbishIsRefusedWithItsReason() {
        assertThatThrownBy(() -> LinkCodec.toMaster("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a message ToMaster");
        assertThatThrownBy(() -> LinkCodec.toMaster("{\"type\":\"Ping\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Ping'");
    }
}
