package org.mesoselk.localmesos.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orders to Docker's client, of which a script notes the words; the real one runs in the system tests. */
class DockerTest {

    private static final DockerContainer CONTAINER =
            new DockerContainer("mesos-c-1", "kibana:8.19.0", false, List.of("--env=SECRET", "kibana:8.19.0"));

    @TempDir
    Path folder;

    private Docker docker;

    @BeforeEach
    void client() {
        docker = new Docker(
                new DockerOptions(folder.resolve("client").toString(), "/run/d.sock", "/mnt/mesos/sandbox"), folder);
    }

    /** @param cases of a shell's {@code case "$1"}, after the socket */
    private void answers(String cases) throws IOException {
        Path script = folder.resolve("client");
        Files.writeString(script, """
                #!/bin/sh
                echo "$@" "SECRET=$SECRET" >> '%s'
                shift 2
                case "$1" in
                %s
                esac
                """.formatted(folder.resolve("orders"), cases));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private List<String> orders() throws IOException {
        return Files.readAllLines(folder.resolve("orders"));
    }

    @Test
    void anImageThatIsThereIsNotPulledAndValuesGoByTheEnvironment() throws Exception {
        answers("");
        docker.create(CONTAINER, Map.of("SECRET", "s3cret"));
        assertThat(orders())
                .containsExactly(
                        "-H unix:///run/d.sock image inspect kibana:8.19.0 SECRET=",
                        "-H unix:///run/d.sock create --env=SECRET kibana:8.19.0 SECRET=s3cret");
    }

    @Test
    void whatCannotBePulledIsToldInDockersWords() throws Exception {
        answers("image) exit 1;;\npull) echo 'no such image' >&2; exit 1;;");
        assertThatThrownBy(() -> docker.create(CONTAINER, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("Failed to run '" + folder.resolve("client")
                        + " -H unix:///run/d.sock pull kibana:8.19.0': exited with status 1; stderr='no such image'");
    }

    @Test
    void anImageIsPulledAlthoughItIsThereWhenThatIsAsked() throws Exception {
        answers("");
        docker.create(new DockerContainer("mesos-c-1", "kibana:8.19.0", true, List.of()), Map.of());
        assertThat(orders().get(0)).contains(" pull kibana:8.19.0");
    }

    @Test
    void aFailedCreationIsToldWithoutTheWordsOfTheOrder() throws Exception {
        answers("create) echo 'invalid mount' >&2; exit 125;;");
        assertThatThrownBy(() -> docker.create(CONTAINER, Map.of()))
                .hasMessageEndingWith("/run/d.sock create': exited with status 125; stderr='invalid mount'");
    }

    @Test
    void aContainerThatIsGoneIsRemoved() throws Exception {
        answers("rm) echo 'Error: No such container: mesos-c-1' >&2; exit 1;;");
        docker.remove("mesos-c-1");
        assertThat(orders()).hasSize(1);
    }

    @Test
    void ofWhatAnEarlierAgentLeftTheKnownStays() throws Exception {
        answers("ps) printf 'mesos-known\\nmesos-left\\n';;");
        docker.removeAllBut(Set.of("mesos-known"));
        assertThat(orders()).hasSize(2);
        assertThat(orders().get(0)).contains("--filter=label=" + DockerContainer.LABEL + "=" + folder);
        assertThat(orders().get(1)).contains(" rm --force --volumes mesos-left");
    }
}
