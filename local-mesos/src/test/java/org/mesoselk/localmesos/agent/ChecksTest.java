package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.link.ToAgent;

/** Health checks, checks and time limits of command tasks. */
class ChecksTest {

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

    private static HealthCheck.Builder often(HealthCheck.Type type) {
        return HealthCheck.newBuilder()
                .setType(type)
                .setDelaySeconds(0)
                .setIntervalSeconds(0.1)
                .setTimeoutSeconds(10)
                .setGracePeriodSeconds(0)
                .setConsecutiveFailures(2);
    }

    private static TaskInfo.Builder sleeping(String id) {
        return Tasks.command(id, Tasks.shell("sleep 2131")).toBuilder();
    }

    private List<Boolean> healths(String task) {
        return rig.master.statuses(task).stream()
                .filter(status -> status.getReason() == Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
                .map(TaskStatus::getHealthy)
                .toList();
    }

    private TaskStatus awaitReason(String task, Reason reason) {
        Awaitility.await(task + " with " + reason)
                .atMost(FakeMaster.PATIENCE)
                .untilAsserted(() -> assertThat(rig.master.statuses(task))
                        .extracting(TaskStatus::getReason)
                        .contains(reason));
        return rig.master.statuses(task).stream()
                .filter(status -> status.getReason() == reason)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskThatIsUnhealthyTooOftenIsKilled() throws Exception {
        rig.run(sleeping("t")
                .setHealthCheck(often(HealthCheck.Type.COMMAND).setCommand(Tasks.shell("test ! -e sick; echo looked")))
                .build());
        // The last command's exit code counts, so this one is always healthy.
        assertThat(awaitReason("t", Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
                        .getHealthy())
                .isTrue();
        rig.run(sleeping("u")
                .setHealthCheck(often(HealthCheck.Type.COMMAND).setCommand(Tasks.shell("test ! -e sick")))
                .build());
        awaitReason("u", Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED);
        Files.createFile(rig.sandbox("u").resolve("sick"));
        Files.createFile(rig.sandbox("t").resolve("sick"));

        TaskStatus killed = rig.master.awaitState("u", TaskState.TASK_KILLED);
        assertThat(killed.getHealthy()).isFalse();
        assertThat(killed.hasHealthy()).isTrue();
        assertThat(killed.getMessage()).isEqualTo("Command terminated with signal Terminated");
        assertThat(healths("u")).containsExactly(true, false, false);
        assertThat(healths("t")).containsExactly(true);
        assertThat(Files.readString(rig.sandbox("t").resolve("stderr"))).contains("looked");
        assertThat(rig.sandbox("t").resolve("stdout")).isEmptyFile();
    }

    @Test
    void aTaskIsAskedByHttp() throws Exception {
        AtomicInteger status = new AtomicInteger(204);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            rig.run(sleeping("t")
                    .setHealthCheck(often(HealthCheck.Type.HTTP)
                            .setHttp(HealthCheck.HTTPCheckInfo.newBuilder()
                                    .setPort(port)
                                    .setPath("/health")))
                    .setCheck(CheckInfo.newBuilder()
                            .setType(CheckInfo.Type.HTTP)
                            .setDelaySeconds(0)
                            .setIntervalSeconds(0.1)
                            .setHttp(CheckInfo.Http.newBuilder().setPort(port).setPath("/health")))
                    .build());
            assertThat(awaitReason("t", Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
                            .getHealthy())
                    .isTrue();
            assertThat(awaitReason("t", Reason.REASON_TASK_CHECK_STATUS_UPDATED)
                            .getCheckStatus()
                            .getHttp()
                            .getStatusCode())
                    .isEqualTo(204);
            status.set(503);
            rig.master.awaitState("t", TaskState.TASK_KILLED);
            assertThat(healths("t")).containsExactly(true, false, false);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aCheckIsToldWhenItChangesAndKillsNothing() throws Exception {
        rig.run(sleeping("t")
                .setCheck(CheckInfo.newBuilder()
                        .setType(CheckInfo.Type.COMMAND)
                        .setDelaySeconds(0)
                        .setIntervalSeconds(0.1)
                        .setCommand(CheckInfo.Command.newBuilder()
                                .setCommand(
                                        Tasks.shell("echo look >> looks; if [ -e other ]; then exit 5; fi; exit 4"))))
                .build());
        awaitReason("t", Reason.REASON_TASK_CHECK_STATUS_UPDATED);
        awaitLooks(4);
        assertThat(exitCodes()).containsExactly(4);
        Files.createFile(rig.sandbox("t").resolve("other"));
        Awaitility.await("another exit code")
                .atMost(FakeMaster.PATIENCE)
                .untilAsserted(() -> assertThat(exitCodes()).contains(5));
        awaitLooks(4);
        assertThat(exitCodes()).containsExactly(4, 5);
        assertThat(rig.master.awaitState("t", TaskState.TASK_STARTING).getCheckStatus())
                .satisfies(status -> {
                    assertThat(status.getType()).isEqualTo(CheckInfo.Type.COMMAND);
                    assertThat(status.getCommand().hasExitCode()).isFalse();
                });
        assertThat(rig.master.states("t")).doesNotContain(TaskState.TASK_KILLED);
    }

    private List<Integer> exitCodes() {
        return rig.master.statuses("t").stream()
                .filter(status -> status.getReason() == Reason.REASON_TASK_CHECK_STATUS_UPDATED)
                .map(status -> status.getCheckStatus().getCommand().getExitCode())
                .toList();
    }

    private void awaitLooks(int more) throws Exception {
        Path looks = rig.sandbox("t").resolve("looks");
        int before = Files.readAllLines(looks).size();
        Awaitility.await(more + " more looks")
                .atMost(FakeMaster.PATIENCE)
                .until(() -> Files.readAllLines(looks).size() >= before + more);
    }

    @Test
    void aTaskOfAGroupIsLookedAtInItsOwnSandbox() throws Exception {
        TaskInfo task = sleeping("t")
                .setHealthCheck(often(HealthCheck.Type.COMMAND).setCommand(Tasks.shell("test ! -e sick")))
                .build();
        rig.master.say(new ToAgent.RunTaskGroup(
                Tasks.framework(true),
                ExecutorInfo.newBuilder()
                        .setType(ExecutorInfo.Type.DEFAULT)
                        .setExecutorId(Tasks.executorId("group"))
                        .build(),
                TaskGroupInfo.newBuilder().addTasks(task).build()));
        awaitReason("t", Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED);
        Files.createFile(rig.sandbox("group").resolve("tasks/t/sick"));
        rig.master.awaitState("t", TaskState.TASK_KILLED);
        assertThat(healths("t")).containsExactly(true, false, false);
    }

    @Test
    void aTaskThatTakesLongerThanItMayHasFailed() {
        rig.run(sleeping("t")
                .setMaxCompletionTime(DurationInfo.newBuilder().setNanoseconds(300_000_000))
                .build());
        TaskStatus failed = rig.master.awaitState("t", TaskState.TASK_FAILED);
        assertThat(failed.getReason()).isEqualTo(Reason.REASON_MAX_COMPLETION_TIME_REACHED);
        assertThat(failed.getMessage()).isEqualTo("Command terminated with signal Terminated");
    }
}
