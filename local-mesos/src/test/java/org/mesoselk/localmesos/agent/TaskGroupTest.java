package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

/** Groups of tasks by the default executor. */
class TaskGroupTest {

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

    private void run(TaskInfo... tasks) {
        rig.master.say(new ToAgent.RunTaskGroup(
                Tasks.framework(true),
                ExecutorInfo.newBuilder()
                        .setType(ExecutorInfo.Type.DEFAULT)
                        .setExecutorId(Tasks.executorId("group"))
                        .build(),
                TaskGroupInfo.newBuilder().addAllTasks(List.of(tasks)).build()));
    }

    private static TaskInfo task(String id, String line) {
        return Tasks.command(id, Tasks.shell(line));
    }

    private Path link(String task) {
        return rig.sandbox("group").resolve("tasks").resolve(task);
    }

    @Test
    void eachTaskHasASandboxAndAnEnvironmentOfItsOwn() throws Exception {
        run(task("g1", "echo one; env | sort > env.txt"), task("g2", "echo two; echo oops >&2"));

        TaskStatus finished = rig.master.awaitState("g1", TaskState.TASK_FINISHED);
        rig.master.awaitState("g2", TaskState.TASK_FINISHED);
        Path run = Files.readSymbolicLink(rig.sandbox("group"));
        Path sandbox = Files.readSymbolicLink(link("g1"));
        ContainerID container = finished.getContainerStatus().getContainerId();
        assertThat(sandbox).isEqualTo(run.resolve("containers").resolve(container.getValue()));
        assertThat(container.getParent().getValue()).isEqualTo(run.getFileName().toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox)))
                .isEqualTo("rwxr-x---");
        assertThat(sandbox.resolve("stdout")).hasContent("one");
        assertThat(link("g2").resolve("stdout")).hasContent("two");
        assertThat(link("g2").resolve("stderr")).hasContent("oops");
        assertThat(run.resolve("stdout")).isEmptyFile();
        assertThat(names(Files.readAllLines(sandbox.resolve("env.txt")))).isEqualTo(recorded());
        assertThat(rig.master.states("g1"))
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
        TaskStatus running = rig.master.awaitState("g1", TaskState.TASK_RUNNING);
        assertThat(running.getContainerStatus().getContainerId()).isEqualTo(container);
        assertThat(running.getContainerStatus().getNetworkInfosCount()).isEqualTo(1);
        assertThat(running.getContainerStatus().getExecutorPid()).isNotEqualTo((int) rig.pid("group"));

        ToMaster.ExecutorExited exited = rig.master.await(ToMaster.ExecutorExited.class);
        assertThat(exited.status()).isZero();
        assertThat(exited.command()).isFalse();
    }

    /** The shell of this machine may export more of its own than the recorded one. */
    private static List<String> names(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("=", 2)[0])
                .filter(name -> !List.of("_", "SHLVL", "OLDPWD", "LC_CTYPE").contains(name))
                .sorted()
                .toList();
    }

    private static List<String> recorded() throws Exception {
        try (var in = TaskGroupTest.class.getResourceAsStream("group-task-env.txt")) {
            return names(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    @Test
    void theTaskThatFailsTakesTheOthersOfItsGroupWithIt() {
        run(
                task("g1", "while [ ! -e fail ]; do sleep 0.1; done; exit 5"),
                task("g2", "setsid sleep 2111 & sleep 2112"));
        rig.master.awaitState("g1", TaskState.TASK_RUNNING);
        rig.master.awaitState("g2", TaskState.TASK_RUNNING);
        run(task("other", "sleep 2113"));
        rig.master.awaitState("other", TaskState.TASK_RUNNING);

        assertThat(link("g1").resolve("fail").toFile())
                .satisfies(file -> assertThat(file.createNewFile()).isTrue());

        assertThat(rig.master.awaitState("g1", TaskState.TASK_FAILED).getMessage())
                .isEqualTo("Command exited with status 5");
        assertThat(rig.master.awaitState("g2", TaskState.TASK_KILLED).getMessage())
                .isEqualTo("Command terminated with signal Terminated");
        AgentRig.awaitNoProcessWith("sleep 2111");
        assertThat(rig.master.states("other")).doesNotContain(TaskState.TASK_KILLED);
        assertThat(rig.master.heard(ToMaster.ExecutorExited.class)).isEmpty();
    }

    @Test
    void whatATaskLeavesBehindEndsWithIt() {
        run(task("g1", "setsid sleep 2114 & true"), task("g2", "sleep 2115"));
        rig.master.awaitState("g1", TaskState.TASK_FINISHED);
        AgentRig.awaitNoProcessWith("sleep 2114");
        assertThat(rig.master.states("g2")).doesNotContain(TaskState.TASK_KILLED);
    }

    @Test
    void oneThatIsKilledTakesTheOthersWithItAndTheExecutorEnds() {
        run(task("g1", "sleep 2116"), task("g2", "sleep 2117"));
        rig.master.awaitState("g1", TaskState.TASK_RUNNING);
        rig.master.awaitState("g2", TaskState.TASK_RUNNING);
        rig.master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("g1"), Optional.empty()));
        rig.master.awaitState("g1", TaskState.TASK_KILLED);
        rig.master.awaitState("g2", TaskState.TASK_KILLED);
        assertThat(rig.master.await(ToMaster.ExecutorExited.class).status()).isZero();
    }

    @Test
    void anExecutorThatIsKilledLeavesNoTaskBehind() throws Exception {
        run(task("g1", "sleep 2118"), task("g2", "sleep 2119"));
        rig.master.awaitState("g1", TaskState.TASK_RUNNING);
        rig.master.awaitState("g2", TaskState.TASK_RUNNING);
        ProcessHandle.of(rig.pid("group")).orElseThrow().destroyForcibly();
        assertThat(rig.master.awaitState("g1", TaskState.TASK_FAILED).getReason())
                .isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_TERMINATED);
        rig.master.awaitState("g2", TaskState.TASK_FAILED);
        AgentRig.awaitNoProcessWith("sleep 2118");
        AgentRig.awaitNoProcessWith("sleep 2119");
    }

    @Test
    void aTaskWhoseUriCannotBeFetchedFailsWithItsGroup() {
        TaskInfo.Builder bad = task("g1", "true").toBuilder();
        bad.getCommandBuilder().addUris(CommandInfo.URI.newBuilder().setValue("file:///no/such/file"));
        run(bad.build(), task("g2", "sleep 2120"));
        assertThat(rig.master.awaitState("g1", TaskState.TASK_FAILED).getMessage())
                .endsWith("Failed to fetch 'file:///no/such/file': No such file or directory: /no/such/file");
        rig.master.awaitState("g2", TaskState.TASK_KILLED);
        Awaitility.await("the executor's end")
                .atMost(FakeMaster.PATIENCE)
                .until(() -> !rig.master.heard(ToMaster.ExecutorExited.class).isEmpty());
    }

    @Test
    void theTasksOutliveTheirAgent() throws Exception {
        run(task("g1", "while [ ! -e end ]; do sleep 0.1; done"));
        rig.master.awaitState("g1", TaskState.TASK_RUNNING);
        rig.agent.close();
        AgentRig again = AgentRig.start(work);
        rig = again;
        assertThat(link("g1").resolve("end").toFile().createNewFile()).isTrue();
        again.master.awaitState("g1", TaskState.TASK_FINISHED);
    }
}
