package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mesoselk.localmesos.agent.checkpoint.Checkpoints;
import org.mesoselk.localmesos.agent.checkpoint.Sandbox;
import org.mesoselk.localmesos.agent.checkpoint.WorkDir;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

@Execution(ExecutionMode.CONCURRENT)
class RecoveryTest {

    @TempDir
    Path work;

    @Test
    void aRunningTaskOutlivesItsAgentAndIsKillableByTheNextOne() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.run(Tasks.command("t1", Tasks.shell("sleep 1010")));
        first.master.awaitState("t1", TaskState.TASK_RUNNING);
        first.agent.close();
        assertThat(AgentRig.processesWith("sleep 1010")).isNotEmpty();

        try (AgentRig second = AgentRig.start(work)) {
            assertThat(second.agent.url()).isEqualTo(first.agent.url());
            ToMaster.Register register = second.master.await(ToMaster.Register.class);
            assertThat(register.agent().getId().getValue()).isEqualTo("agent-1");
            assertThat(register.frameworks()).containsExactly(Tasks.framework(true));
            assertThat(register.executors())
                    .as("command executors are not told")
                    .isEmpty();
            assertThat(register.tasks()).singleElement().satisfies(task -> {
                assertThat(task.getTaskId()).isEqualTo(Tasks.id("t1"));
                assertThat(task.getState()).isEqualTo(TaskState.TASK_RUNNING);
            });
            second.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("t1"), Optional.empty()));
            second.master.awaitState("t1", TaskState.TASK_KILLED);
            AgentRig.awaitNoProcessWith("sleep 1010");
        }
    }

    @Test
    void anExecutorThatDiedMeanwhileFailsItsTasks() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.run(Tasks.command("t1", Tasks.shell("sleep 1011")));
        first.master.awaitState("t1", TaskState.TASK_RUNNING);
        first.agent.close();
        ProcessHandle executor = ProcessHandle.of(first.pid("t1")).orElseThrow();
        executor.destroyForcibly();
        Awaitility.await().until(() -> !executor.isAlive());

        try (AgentRig second = AgentRig.start(work)) {
            TaskStatus failed = second.master.awaitState("t1", TaskState.TASK_FAILED);
            assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
            assertThat(second.master.await(ToMaster.ExecutorExited.class).status())
                    .isEqualTo(-1);
            AgentRig.awaitNoProcessWith("sleep 1011");
        }
    }

    @Test
    void aTaskWhoseExecutorHadNotStartedYetWhenTheAgentDiedFails() throws Exception {
        AgentRig.start(work).agent.close();
        checkpointedOnly("t1");

        try (AgentRig second = AgentRig.start(work)) {
            TaskStatus failed = second.master.awaitState("t1", TaskState.TASK_FAILED);
            assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
            second.master.await(ToMaster.ExecutorExited.class);
        }
    }

    /** All that an agent leaves of a task when it is killed while it fetches what the task's executor needs. */
    private void checkpointedOnly(String task) throws Exception {
        WorkDir dir = new WorkDir(work);
        TaskInfo info = Tasks.custom(task, "cx", Tasks.shell("true"));
        ExecutorInfo executor =
                info.getExecutor().toBuilder().setFrameworkId(Tasks.FRAMEWORK).build();
        WorkDir.Run run = new WorkDir.Run("agent-1", Tasks.FRAMEWORK, executor.getExecutorId(), "container");
        Checkpoints checkpoints = new Checkpoints(dir);
        checkpoints.framework("agent-1", Tasks.framework(true));
        Sandbox.create(dir.sandbox(run));
        checkpoints.executor(run, executor, false);
        checkpoints.task(run, info);
    }

    /** The executor of a test is no process of the agent's, and may subscribe before that has started. */
    private void awaitProcessWrittenDown() {
        Awaitility.await("a forked.pid under " + work)
                .atMost(FakeMaster.PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .until(() -> {
                    try (Stream<Path> files = Files.walk(work)) {
                        return files.anyMatch(file -> file.endsWith("forked.pid"));
                    }
                });
    }

    @Test
    void anExecutorThatDoesNotComeBackInTimeIsKilled() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1012")));
        try (TestExecutor executor = first.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            executor.update("c1", TaskState.TASK_RUNNING);
            first.master.awaitState("c1", TaskState.TASK_RUNNING);
            awaitProcessWrittenDown();
        }
        first.agent.close();

        try (AgentRig second =
                AgentRig.start(work, options -> options.executorReregistrationTimeout(Duration.ofMillis(400)))) {
            TaskStatus failed = second.master.awaitState("c1", TaskState.TASK_FAILED);
            assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_REREGISTRATION_TIMEOUT);
            AgentRig.awaitNoProcessWith("sleep 1012");
        }
    }

    @Test
    void updatesThatNobodyAcknowledgedAreSentByTheNextAgentWithTheSameUuid() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.master.acknowledging(false);
        first.run(Tasks.custom("c1", "cx", Tasks.shell("sleep 1013")));
        try (TestExecutor executor = first.executor("cx")) {
            executor.await(Event.Type.LAUNCH);
            executor.update("c1", TaskState.TASK_STARTING);
            executor.update("c1", TaskState.TASK_RUNNING);
            TaskStatus sent = first.master.awaitState("c1", TaskState.TASK_STARTING);
            awaitProcessWrittenDown();
            first.agent.close();

            try (AgentRig second = AgentRig.start(work)) {
                second.master.awaitState("c1", TaskState.TASK_RUNNING);
                assertThat(second.master.states("c1")).containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING);
                assertThat(second.master.statuses("c1").get(0).getUuid()).isEqualTo(sent.getUuid());
                assertThat(executor.acknowledged(FakeMaster.PATIENCE)).isTrue();
            }
        }
    }

    @Test
    void anExecutorOfAFrameworkThatDoesNotCheckpointIsKilledByTheNextAgent() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.master.say(
                new ToAgent.RunTask(Tasks.framework(false), Tasks.custom("c1", "cx", Tasks.shell("sleep 1014"))));
        Awaitility.await()
                .atMost(FakeMaster.PATIENCE)
                .until(() -> !AgentRig.processesWith("sleep 1014").isEmpty());
        first.agent.close();

        try (AgentRig second = AgentRig.start(work)) {
            AgentRig.awaitNoProcessWith("sleep 1014");
            assertThat(second.master.await(ToMaster.Register.class).tasks()).isEmpty();
        }
    }

    @Test
    void anAgentThatItsMasterSentAwayBeginsAsANewOne() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.master.say(new ToAgent.Shutdown("Agent has been marked gone"));
        assertThat(first.agent.ended().get(30, java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo("Agent has been marked gone");
        first.agent.close();

        try (AgentRig second = AgentRig.start(work)) {
            assertThat(second.master.await(ToMaster.Register.class).agent().hasId())
                    .isFalse();
        }
    }

    @Test
    void finishedTasksAreNotToldAgain() throws Exception {
        AgentRig first = AgentRig.start(work);
        first.run(Tasks.command("t1", Tasks.shell("true")));
        first.master.await(ToMaster.ExecutorExited.class);
        Awaitility.await()
                .atMost(FakeMaster.PATIENCE)
                .until(() -> first.get("/state").body().contains("\"completed_frameworks\":[{"));
        first.agent.close();

        try (AgentRig second = AgentRig.start(work)) {
            assertThat(second.master.await(ToMaster.Register.class).tasks()).isEqualTo(List.of());
            assertThat(second.get("/files/browse?path=/frameworks/framework-1/executors/t1/runs/latest")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSecondAgentOnTheSameWorkDirectoryIsRefused() throws Exception {
        try (AgentRig first = AgentRig.start(work);
                Agent second = new Agent(
                        AgentOptions.builder("unused", work).build(),
                        new FakeMaster("agent-2"),
                        java.time.InstantSource.system())) {
            assertThatThrownBy(second::start)
                    .hasMessageContaining("another agent runs on the work directory " + first.work);
        }
    }

    @Test
    void aSandboxThatCannotBeMadeFailsTheTaskWithASentence() throws Exception {
        try (AgentRig rig = AgentRig.start(work)) {
            Files.writeString(work.resolve("slaves"), "in the way");
            rig.run(Tasks.command("t1", Tasks.shell("true")));
            assertThat(rig.master.awaitState("t1", TaskState.TASK_FAILED).getMessage())
                    .startsWith("Failed to create the sandbox of executor 't1': " + work);
        }
    }
}
