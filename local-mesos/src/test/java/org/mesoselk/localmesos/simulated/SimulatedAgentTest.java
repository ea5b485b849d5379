package org.mesoselk.localmesos.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

class SimulatedAgentTest {

    private static final FrameworkID FRAMEWORK =
            FrameworkID.newBuilder().setValue("f").build();
    private static final TaskID TASK = TaskID.newBuilder().setValue("t").build();

    private final List<ToMaster> said = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1000);

    private final SimulatedAgent agent =
            new SimulatedAgent("127.1.0.1", Duration.ofSeconds(1), new SimulatedAgent.World() {
                @Override
                public void say(String agentId, ToMaster message) {
                    assertThat(agentId).isEqualTo("S1");
                    said.add(message);
                }

                @Override
                public void later(Duration delay, Runnable work) {
                    assertThat(delay).isEqualTo(Duration.ofSeconds(1));
                    later.add(work);
                }

                @Override
                public Instant now() {
                    return now;
                }
            });

    @BeforeEach
    void register() {
        agent.receive(
                new ToAgent.Registered("M", AgentID.newBuilder().setValue("S1").build(), 75_000));
    }

    private void run(Optional<String> executor, Capability.Type... capabilities) {
        FrameworkInfo.Builder framework =
                FrameworkInfo.newBuilder().setId(FRAMEWORK).setName("f").setUser("u");
        for (Capability.Type type : capabilities) {
            framework.addCapabilities(Capability.newBuilder().setType(type));
        }
        TaskInfo.Builder task = TaskInfo.newBuilder()
                .setTaskId(TASK)
                .setName("t")
                .setAgentId(AgentID.newBuilder().setValue("S1"));
        executor.ifPresent(id -> task.setExecutor(
                ExecutorInfo.newBuilder().setExecutorId(ExecutorID.newBuilder().setValue(id))));
        agent.receive(new ToAgent.RunTask(framework.build(), task.build()));
    }

    private TaskStatus next() {
        assertThat(said).isNotEmpty();
        return ((ToMaster.StatusUpdate) said.remove(0)).status();
    }

    private void acknowledge(TaskStatus status) {
        agent.receive(new ToAgent.UpdateAcknowledged(FRAMEWORK, TASK, status.getUuid()));
    }

    private void delayPasses() {
        List.copyOf(later).forEach(Runnable::run);
        later.clear();
    }

    @Test
    void aTaskIsStartingAndAfterTheDelayRunning() {
        run(Optional.empty());
        TaskStatus starting = next();
        assertThat(starting.getState()).isEqualTo(TaskState.TASK_STARTING);
        assertThat(starting.getUuid().size()).isEqualTo(16);
        acknowledge(starting);
        assertThat(said).isEmpty();
        delayPasses();
        assertThat(next().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void oneUpdateIsOnItsWayAtATimeAndIsSentAgainUntilAcknowledged() {
        run(Optional.empty());
        TaskStatus starting = next();
        delayPasses();
        agent.receive(new ToAgent.UpdateAcknowledged(FRAMEWORK, TASK, ByteString.copyFromUtf8("something else")));
        assertThat(said).isEmpty();
        agent.resend(now.minusSeconds(1));
        assertThat(said).isEmpty();
        agent.resend(now);
        assertThat(next()).isEqualTo(starting);
        acknowledge(starting);
        assertThat(next().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void aKilledTaskEndsAndItsExecutorWithIt() {
        run(Optional.of("e"), Capability.Type.TASK_KILLING_STATE);
        acknowledge(next());
        agent.receive(new ToAgent.KillTask(FRAMEWORK, TASK, Optional.empty()));
        agent.receive(new ToAgent.KillTask(FRAMEWORK, TASK, Optional.empty()));
        TaskStatus killing = next();
        assertThat(killing.getState()).isEqualTo(TaskState.TASK_KILLING);
        assertThat(killing.getExecutorId().getValue()).isEqualTo("e");
        acknowledge(killing);
        TaskStatus killed = next();
        assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        acknowledge(killed);
        assertThat(said).containsExactly(new ToMaster.ExecutorExited(FRAMEWORK, killed.getExecutorId(), 0, false));
        delayPasses();
        assertThat(said).as("a task that has ended does not run").hasSize(1);
    }

    @Test
    void theTasksOfAFrameworkThatIsGoneSayNothingMore() {
        run(Optional.empty());
        agent.receive(new ToAgent.ShutdownFramework(FRAMEWORK));
        said.clear();
        delayPasses();
        agent.resend(now);
        assertThat(said).isEmpty();
    }

    @Test
    void aPingIsAnswered() {
        agent.receive(new ToAgent.Ping());
        assertThat(said).containsExactly(new ToMaster.Pong());
    }
}
