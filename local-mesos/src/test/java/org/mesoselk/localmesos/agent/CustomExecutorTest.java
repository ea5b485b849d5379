package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

class CustomExecutorTest {

    @TempDir
    Path work;

    private AgentRig rig;

    @BeforeEach
    void startAgent() throws Exception {
        rig = AgentRig.start(
                work,
                options -> options.executorShutdownGrace(Duration.ofMillis(500))
                        .executorRegistrationTimeout(Duration.ofSeconds(3)));
    }

    @AfterEach
    void endAgent() {
        rig.close();
    }

    @Test
    void itIsToldItsTasksAtOnceAndItsUpdatesGoToTheMaster() throws Exception {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("env | sort > env.txt; sleep 1003")));
        rig.run(Tasks.custom("c2", "cx", Tasks.shell("env | sort > env.txt; sleep 1003")));
        try (TestExecutor executor = rig.executor("cx")) {
            Event.Subscribed subscribed = executor.await(Event.Type.SUBSCRIBED).getSubscribed();
            assertThat(subscribed.getAgentInfo().getId().getValue()).isEqualTo("agent-1");
            assertThat(subscribed.getFrameworkInfo().getId()).isEqualTo(Tasks.FRAMEWORK);
            assertThat(executor.await(Event.Type.LAUNCH, 2)
                            .getLaunch()
                            .getTask()
                            .getTaskId()
                            .getValue())
                    .isEqualTo("c2");

            executor.update("c1", TaskState.TASK_RUNNING);
            TaskStatus running = rig.master.awaitState("c1", TaskState.TASK_RUNNING);
            assertThat(running.getAgentId().getValue()).isEqualTo("agent-1");
            assertThat(running.getContainerStatus().getContainerId()).isEqualTo(subscribed.getContainerId());
            assertThat(running.getContainerStatus()
                            .getNetworkInfos(0)
                            .getIpAddresses(0)
                            .getIpAddress())
                    .isEqualTo("127.0.0.1");
            assertThat(executor.acknowledged(FakeMaster.PATIENCE)).isTrue();
        }
        assertThat(environmentNames()).containsAll(recordedNames());
    }

    private List<String> environmentNames() throws Exception {
        Path file = rig.sandbox("cx").resolve("env.txt");
        Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 0);
        return Files.readAllLines(file).stream()
                .map(line -> line.split("=", 2)[0])
                .toList();
    }

    private static List<String> recordedNames() throws Exception {
        try (var in = CustomExecutorTest.class.getResourceAsStream("custom-executor-env.txt")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("=", 2)[0])
                    .filter(name -> !List.of("LC_CTYPE", "MY_VAR").contains(name))
                    .toList();
        }
    }

    @Test
    void anUpdateIsAcknowledgedToTheExecutorAtOnceAndHeldBackUntilTheSchedulerAcknowledgedTheOneBefore()
            throws Exception {
        rig.master.acknowledging(false);
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1004")));
        try (TestExecutor executor = rig.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            executor.update("c1", TaskState.TASK_STARTING);
            executor.update("c1", TaskState.TASK_RUNNING);
            rig.master.awaitState("c1", TaskState.TASK_STARTING);
            assertThat(executor.acknowledged(FakeMaster.PATIENCE)).isTrue();
            assertThat(rig.master.states("c1")).containsExactly(TaskState.TASK_STARTING);

            rig.master.acknowledging(true);
            rig.master.acknowledge(rig.master.await(ToMaster.StatusUpdate.class));
            rig.master.awaitState("c1", TaskState.TASK_RUNNING);
        }
    }

    @Test
    void messagesGoBothWaysAndAKillIsPassedOn() {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1005")));
        try (TestExecutor executor = rig.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            rig.master.say(new ToAgent.FrameworkMessage(
                    Tasks.FRAMEWORK, Tasks.executorId("cx"), ByteString.copyFromUtf8("ping")));
            assertThat(executor.await(Event.Type.MESSAGE).getMessage().getData().toStringUtf8())
                    .isEqualTo("ping");
            executor.message("pong");
            assertThat(rig.master.await(ToMaster.ExecutorMessage.class).data().toStringUtf8())
                    .isEqualTo("pong");
            rig.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("c1"), Optional.empty()));
            assertThat(executor.await(Event.Type.KILL).getKill().getTaskId()).isEqualTo(Tasks.id("c1"));
        }
    }

    @Test
    void askedToShutDownItHasItsGraceThenItsContainerIsKilledAndItsTasksFail() {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1006 & sleep 1006")));
        try (TestExecutor executor = rig.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            rig.master.say(new ToAgent.ShutdownExecutor(Tasks.FRAMEWORK, Tasks.executorId("cx")));
            executor.await(Event.Type.SHUTDOWN);
            TaskStatus failed = rig.master.awaitState("c1", TaskState.TASK_FAILED);
            assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
            assertThat(rig.master.await(ToMaster.ExecutorExited.class).command())
                    .isFalse();
            AgentRig.awaitNoProcessWith("sleep 1006");
        }
    }

    @Test
    void theRawStatusOfAnExecutorThatExitsIsReportedBeforeItsTasksFail() {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("exit 7")));
        rig.master.awaitState("c1", TaskState.TASK_FAILED);
        assertThat(rig.master.heard().stream()
                        .filter(message -> !(message instanceof ToMaster.Register))
                        .toList())
                .hasSize(2)
                .first()
                .isEqualTo(new ToMaster.ExecutorExited(Tasks.FRAMEWORK, Tasks.executorId("cx"), 1792, false));
    }

    @Test
    void oneThatNeverRegistersIsKilled() {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1007")));
        TaskStatus failed = rig.master.awaitState("c1", TaskState.TASK_FAILED);
        assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT);
        assertThat(failed.getMessage()).isEqualTo("Executor did not register within 3secs");
        AgentRig.awaitNoProcessWith("sleep 1007");
    }

    @Test
    void aTaskKilledBeforeItsExecutorHasItIsKilledAndTheExecutorEnds() {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1008")));
        rig.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("c1"), Optional.empty()));
        TaskStatus killed = rig.master.awaitState("c1", TaskState.TASK_KILLED);
        assertThat(killed.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_KILLED_DURING_LAUNCH);
        rig.master.await(ToMaster.ExecutorExited.class);
        AgentRig.awaitNoProcessWith("sleep 1008");
    }

    @Test
    void aFrameworkThatIsGoneTakesItsExecutorsAlongInSilence() {
        rig.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1009")));
        try (TestExecutor executor = rig.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            rig.master.say(new ToAgent.ShutdownFramework(Tasks.FRAMEWORK));
            executor.await(Event.Type.SHUTDOWN);
            rig.master.await(ToMaster.ExecutorExited.class);
            AgentRig.awaitNoProcessWith("sleep 1009");
            assertThat(rig.master.states("c1")).isEmpty();
        }
    }
}
