package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.link.ToAgent;

class CommandTaskTest {

    @TempDir
    Path work;

    private final FakeMaster master = new FakeMaster("agent-1");
    private Agent agent;

    @BeforeEach
    void startAgent() throws Exception {
        agent = new Agent(AgentOptions.builder("unused", work).build(), master, java.time.InstantSource.system());
        agent.start();
        Awaitility.await().until(() -> agent.id().isPresent());
    }

    @AfterEach
    void endAgent() throws Exception {
        agent.unregister();
        agent.ended().get(30, java.util.concurrent.TimeUnit.SECONDS);
        agent.close();
    }

    @Test
    void aCommandRunsAndFinishes() throws Exception {
        master.say(
                new ToAgent.RunTask(Tasks.framework(true), Tasks.command("t1", Tasks.shell("echo hello; sleep 0.2"))));
        TaskStatus finished = master.awaitState("t1", TaskState.TASK_FINISHED);
        assertThat(finished.getMessage()).isEqualTo("Command exited with status 0");
        assertThat(master.states("t1"))
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
        Path sandbox = work.resolve("slaves/agent-1/frameworks/framework-1/executors/t1/runs/latest");
        assertThat(Files.readString(sandbox.resolve("stdout"))).isEqualTo("hello\n");
    }

    @Test
    void aKilledCommandIsTerminated() {
        master.say(new ToAgent.RunTask(Tasks.framework(true), Tasks.command("t1", Tasks.shell("sleep 300"))));
        master.awaitState("t1", TaskState.TASK_RUNNING);
        master.say(new ToAgent.KillTask(Tasks.FRAMEWORK, Tasks.id("t1"), Optional.empty()));
        TaskStatus killed = master.awaitState("t1", TaskState.TASK_KILLED);
        assertThat(killed.getMessage()).isEqualTo("Command terminated with signal Terminated");
    }
}
