package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ExternalControlTest {

    @TempDir
    private Path folder;

    private ExternalControl control(String script) throws IOException {
        Path program = folder.resolve("control");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ExternalControl("http://127.0.0.1:5050/", program);
    }

    @Test
    void agentsAreReadAsTheyArePrinted() throws IOException {
        ExternalControl control = control("echo '1 host:5051 /var/lib/a one'; echo; echo '7 host:5052 /b'");
        assertThat(control.agents())
                .containsExactly(
                        new Control.Agent(1, "host:5051", Path.of("/var/lib/a one")),
                        new Control.Agent(7, "host:5052", Path.of("/b")));
    }

    @Test
    void verbsArePassedOn() throws IOException {
        ExternalControl control = control("echo \"$@\" >> \"$(dirname \"$0\")/asked\"");
        control.killAgent(2, "STOP");
        control.startAgent(2);
        control.killMaster(0, "KILL");
        control.startMaster(0);
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .containsExactly("agent-kill 2 STOP", "agent-start 2", "master-kill 0 KILL", "master-start 0");
    }

    @Test
    void whatCannotBeDoneSkipsTheTestWithTheReason() throws IOException {
        ExternalControl control = control("echo 'no power over masters' >&2; exit 3");
        assertThatThrownBy(() -> control.killMaster(0, "KILL"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("'control master-kill 0 KILL' cannot be done", "no power over masters");
        assertThatThrownBy(() -> control.replaceAgent(1)).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void anyOtherFailureFailsTheTest() throws IOException {
        assertThatThrownBy(() -> control("echo gone wrong; exit 1").startAgent(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'control agent-start 1' ended with 1: gone wrong");
        assertThatThrownBy(() -> control("echo nonsense").agents()).hasMessageContaining("nonsense");
    }

    @Test
    void withoutAVerbForMastersThereIsTheOneThatLeads() throws IOException {
        assertThat(control("exit 3").masters()).containsExactly(new Control.Master(0, "127.0.0.1:5050"));
        assertThat(control("echo 4 host:1; echo 5 host:2").masters())
                .containsExactly(new Control.Master(4, "host:1"), new Control.Master(5, "host:2"));
    }
}
