package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchUserTest {

    @TempDir
    Path work;

    private AgentRig rig;

    @BeforeEach
    void startAgent() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can switch users");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        rig = AgentRig.start(work);
    }

    @AfterEach
    void endAgent() {
        if (rig != null) {
            rig.close();
        }
    }

    private static CommandInfo as(String user) {
        return Tasks.shell("id -un > who.txt; touch done").toBuilder()
                .setUser(user)
                .build();
    }

    @Test
    void aCommandRunsAsItsUserInASandboxOfThatUser() throws Exception {
        rig.run(Tasks.command("t1", as("nobody")));
        rig.master.awaitState("t1", TaskState.TASK_FINISHED);
        assertThat(rig.sandbox("t1").resolve("who.txt")).hasContent("nobody");
        assertThat(Files.getOwner(rig.sandbox("t1")).getName()).isEqualTo("nobody");
    }

    @Test
    void anExecutorRunsAsItsUser() throws Exception {
        rig.run(Tasks.custom("c1", "cx", as("nobody")));
        rig.master.awaitState("c1", TaskState.TASK_FAILED);
        assertThat(rig.sandbox("cx").resolve("who.txt")).hasContent("nobody");
    }

    @Test
    void aUserThatDoesNotExistFailsTheTaskWithASentence() {
        rig.run(Tasks.command("t1", as("nosuchuser")));
        assertThat(rig.master.awaitState("t1", TaskState.TASK_FAILED).getMessage())
                .contains("the user 'nosuchuser' does not exist on this agent");
    }
}
