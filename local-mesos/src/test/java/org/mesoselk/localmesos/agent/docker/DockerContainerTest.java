package org.mesoselk.localmesos.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.Test;

/** What Docker is told, as the recorded inspection of a real agent's container has it. */
class DockerContainerTest {

    private static final ContainerInfo CONTAINER = ContainerInfo.newBuilder()
            .setType(ContainerInfo.Type.DOCKER)
            .setDocker(DockerInfo.newBuilder()
                    .setImage("kibana:8.19.0")
                    .setNetwork(DockerInfo.Network.HOST)
                    .addParameters(Parameter.newBuilder().setKey("user").setValue("root")))
            .addVolumes(Volume.newBuilder()
                    .setHostPath("/opt/jdk")
                    .setContainerPath("/opt/jdk")
                    .setMode(Volume.Mode.RO))
            .addVolumes(Volume.newBuilder()
                    .setHostPath("data")
                    .setContainerPath("/data")
                    .setMode(Volume.Mode.RW))
            .build();

    private static final CommandInfo SHELL = CommandInfo.newBuilder()
            .setShell(true)
            .setValue("exec java -jar x.jar")
            .build();

    private static DockerContainer of(String... words) {
        return DockerContainer.of(
                "c-1",
                CONTAINER,
                List.of(words),
                Set.of("SECRET", "MESOS_SANDBOX"),
                0.5,
                64,
                Path.of("/var/lib/mesos"),
                Path.of("/var/lib/mesos/runs/c-1"),
                DockerOptions.STANDARD);
    }

    @Test
    void theCommandTakesThePlaceOfTheImagesEntrypointAndNoValueOfAVariableIsInTheWords() {
        assertThat(of("/bin/sh", "-c", "exec java -jar x.jar").creation())
                .containsExactly(
                        "--name=mesos-c-1",
                        "--rm",
                        "--label=org.mesoselk.local-mesos.work-dir=/var/lib/mesos",
                        "--cpu-shares=512",
                        "--memory=67108864",
                        "--env=MESOS_SANDBOX",
                        "--env=SECRET",
                        "--volume=/var/lib/mesos/runs/c-1:/mnt/mesos/sandbox",
                        "--volume=/opt/jdk:/opt/jdk:ro",
                        "--volume=/var/lib/mesos/runs/c-1/data:/data:rw",
                        "--net=host",
                        "--user=root",
                        "--entrypoint=/bin/sh",
                        "kibana:8.19.0",
                        "-c",
                        "exec java -jar x.jar");
    }

    @Test
    void theSandboxIsWhereTheContainerHasItAndThePathIsTheImagesUnlessGiven() {
        Map<String, String> onHost =
                Map.of("PATH", "/host", "MESOS_SANDBOX", "/host/sandbox", "MESOS_DIRECTORY", "/host/s");
        assertThat(DockerContainer.environment(onHost, SHELL, "mesos-c-1", DockerOptions.STANDARD))
                .containsOnly(
                        Map.entry("MESOS_SANDBOX", "/mnt/mesos/sandbox"),
                        Map.entry("MESOS_DIRECTORY", "/host/s"),
                        Map.entry("MESOS_CONTAINER_NAME", "mesos-c-1"));
        CommandInfo given = SHELL.toBuilder()
                .setEnvironment(Environment.newBuilder()
                        .addVariables(Environment.Variable.newBuilder()
                                .setName("PATH")
                                .setValue("/host")))
                .build();
        assertThat(DockerContainer.environment(onHost, given, "mesos-c-1", DockerOptions.STANDARD))
                .containsEntry("PATH", "/host");
    }
}
