package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

@Execution(ExecutionMode.CONCURRENT)
class CommandTaskTest {

    @TempDir
    Path work;

    private AgentRig rig;

    @BeforeEach
    void startAgent() throws Exception {
        rig = AgentRig.start(work);
    }

    @AfterEach
    void endAgent() {
        rig.close();
    }

    @Test
    void aCommandRunsInASandboxLaidOutAsARealOneAndFinishes() throws Exception {
        rig.run(Tasks.command("t1", Tasks.shell("echo hello; echo oops >&2; env | sort > env.txt")));

        TaskStatus finished = rig.master.awaitState("t1", TaskState.TASK_FINISHED);
        assertThat(finished.getMessage()).isEqualTo("Command exited with status 0");
        assertThat(finished.getExecutorId().getValue()).isEqualTo("t1");
        assertThat(finished.getContainerStatus().getExecutorPid()).isEqualTo((int) rig.pid("t1"));
        assertThat(rig.master.states("t1"))
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);

        Path latest = rig.sandbox("t1");
        Path run = Files.readSymbolicLink(latest);
        assertThat(run).isAbsolute().hasParent(latest.getParent());
        assertThat(run.getFileName())
                .hasToString(finished.getContainerStatus().getContainerId().getValue());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwxr-x---");
        assertThat(run.resolve("stdout")).hasContent("hello");
        assertThat(Files.readString(run.resolve("stderr"))).contains("oops");
        assertThat(names(Files.readAllLines(run.resolve("env.txt")))).isEqualTo(recorded("command-task-env.txt"));
        assertThat(rig.master.await(ToMaster.ExecutorExited.class).command()).isTrue();
    }

    /** The shell of this machine may export more of its own than the recorded one. */
    private static List<String> names(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("=", 2)[0])
                .filter(name -> !List.of("_", "SHLVL", "OLDPWD", "LC_CTYPE").contains(name))
                .sorted()
                .toList();
    }

    private static List<String> recorded(String name) throws Exception {
        try (var in = CommandTaskTest.class.getResourceAsStream(name)) {
            return names(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    @Test
    void aCommandThatExitsWithThreeHasFailed() {
        rig.run(Tasks.command("t1", Tasks.shell("exit 3")));
        assertThat(rig.master.awaitState("t1", TaskState.TASK_FAILED).getMessage())
                .isEqualTo("Command exited with status 3");
    }

    @Test
    void aKilledCommandIsTerminatedWithAllThatItStarted() {
        rig.run(Tasks.command("t1", Tasks.shell("sleep 1001 & sleep 1001")));
        rig.master.awaitState("t1", TaskState.TASK_RUNNING);
        rig.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("t1"), Optional.empty()));
        assertThat(rig.master.awaitState("t1", TaskState.TASK_KILLED).getMessage())
                .isEqualTo("Command terminated with signal Terminated");
        AgentRig.awaitNoProcessWith("sleep 1001");
    }

    @Test
    void fact21ACommandThatTrapsTheSignalAndExitsWithZeroIsKilledAllTheSame() {
        rig.run(Tasks.command("t1", Tasks.shell("trap 'exit 0' TERM; touch ready; while true; do sleep 0.1; done")));
        rig.master.awaitState("t1", TaskState.TASK_RUNNING);
        org.awaitility.Awaitility.await()
                .until(() -> Files.exists(rig.sandbox("t1").resolve("ready")));
        rig.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("t1"), Optional.empty()));
        assertThat(rig.master.awaitState("t1", TaskState.TASK_KILLED).getMessage())
                .isEqualTo("Command exited with status 0");
        assertThat(rig.master.states("t1")).doesNotContain(TaskState.TASK_KILLING);
    }

    @Test
    void aCommandThatIgnoresTheTermSignalIsKilledAfterItsGrace() {
        rig.run(Tasks.command("t1", Tasks.shell("trap '' TERM; while true; do sleep 0.1; done")));
        rig.master.awaitState("t1", TaskState.TASK_RUNNING);
        KillPolicy policy = KillPolicy.newBuilder()
                .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(300_000_000))
                .build();
        rig.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("t1"), Optional.of(policy)));
        assertThat(rig.master.awaitState("t1", TaskState.TASK_KILLED).getMessage())
                .isEqualTo("Command terminated with signal Killed");
    }

    @Test
    void aTaskThatAsksForAnImageFailsAndDoesNotRunOnTheBareHost() {
        ContainerInfo docker = ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(ContainerInfo.DockerInfo.newBuilder().setImage("elastic/logstash:8"))
                .build();
        TaskInfo custom = Tasks.custom("t2", "t2", Tasks.shell("true"));
        rig.run(Tasks.command("t1", Tasks.shell("true")).toBuilder()
                .setContainer(docker)
                .build());
        rig.run(custom.toBuilder()
                .setExecutor(custom.getExecutor().toBuilder().setContainer(docker))
                .build());
        Map<String, String> remedies = Map.of(
                "t1",
                "local-mesos runs nothing but executors of frameworks in containers of Docker; use an agent of Mesos with",
                "t2",
                "this agent runs processes of its host only; start it with");
        remedies.forEach((task, remedy) -> {
            TaskStatus failed = rig.master.awaitState(task, TaskState.TASK_FAILED);
            assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_CONTAINER_LAUNCH_FAILED);
            assertThat(failed.getMessage())
                    .isEqualTo("Failed to launch container: the image 'elastic/logstash:8' was asked for, and " + remedy
                            + " --containerizers=docker,mesos, or ask for no container");
            assertThat(rig.master.states(task)).containsExactly(TaskState.TASK_FAILED);
        });
    }

    @Test
    void aFailingUriFailsTheTaskWithoutStartingIt() {
        rig.run(Tasks.command(
                "t1",
                Tasks.shell("true").toBuilder()
                        .addUris(org.apache.mesos.v1.Protos.CommandInfo.URI
                                .newBuilder()
                                .setValue("file:///no/such/file"))
                        .build()));
        TaskStatus failed = rig.master.awaitState("t1", TaskState.TASK_FAILED);
        assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_CONTAINER_LAUNCH_FAILED);
        assertThat(failed.getSource()).isEqualTo(TaskStatus.Source.SOURCE_AGENT);
        assertThat(failed.getMessage())
                .startsWith("Failed to launch container: Failed to fetch all URIs for container '")
                .endsWith("Failed to fetch 'file:///no/such/file': No such file or directory: /no/such/file");
        assertThat(rig.master.states("t1")).containsExactly(TaskState.TASK_FAILED);
    }

    @Test
    void anExecutorKilledFromOutsideFailsItsTaskAndLeavesNothingBehind() throws Exception {
        rig.run(Tasks.command("t1", Tasks.shell("sleep 1002")));
        rig.master.awaitState("t1", TaskState.TASK_RUNNING);
        ProcessHandle.of(rig.pid("t1")).orElseThrow().destroyForcibly();
        TaskStatus failed = rig.master.awaitState("t1", TaskState.TASK_FAILED);
        assertThat(failed.getReason()).isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
        assertThat(failed.getMessage()).isEqualTo("Executor terminated");
        assertThat(rig.master.await(ToMaster.ExecutorExited.class).status()).isEqualTo(9);
        AgentRig.awaitNoProcessWith("sleep 1002");
    }
}
