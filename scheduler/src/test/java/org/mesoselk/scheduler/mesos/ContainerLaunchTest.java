package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mesoselk.scheduler.mesos.Parts.offer;
import static org.mesoselk.scheduler.mesos.Parts.ports;
import static org.mesoselk.scheduler.mesos.Parts.scalar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;

/** What agents are told of an executor that is to run in a container. */
class ContainerLaunchTest {
    private static final ContainerPlan CONTAINER = new ContainerPlan(
            "docker.elastic.co/logstash/logstash:8.15.0",
            new TreeSet<>(List.of("/var/lib/mesos-elk-logstash")),
            new TreeSet<>(List.of("/var/log/nginx", "/var/lib/mesos")));

    private static TaskInfo launched(Optional<ContainerPlan> container) {
        LaunchPlan plan = new LaunchPlan(
                Product.LOGSTASH,
                "logstash",
                "http://api/artifacts/executor.jar",
                "executor.jar",
                Optional.empty(),
                Optional.of("/usr/share/logstash/jdk"),
                new Resources(0.1, 96, 0),
                Duration.ofSeconds(60),
                Map.of(),
                container);
        LogstashTask task = new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of(),
                "/var/lib/mesos-elk-logstash",
                Optional.of("/var/lib/mesos"),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD,
                Optional.of(OfficialLogstash.of(Optional.of("/usr/share/logstash"), Optional.empty(), 31000)));
        AgentRef agent = new AgentRef("S1", "host1", "10.0.0.1");
        Call.Launch launch = new Call.Launch(
                new org.mesoselk.scheduler.core.model.Offer("O1", agent, Map.of(), 4, 4096, 4096, List.of()),
                "ls-0",
                new TaskRef("ls-0.1", agent, 0, 0, Instant.EPOCH),
                new Resources(0.5, 1024, 2048),
                List.of(new Call.Port("api", "tcp", 31000)),
                new Payload.Logstash(task));
        Offer offer = offer(scalar("cpus", 4), scalar("mem", 4096), scalar("disk", 4096), ports(31000, 31009));
        return new LaunchTranslation(plan, Parts.CLAIM)
                .task(launch, offer, "F1")
                .orElseThrow();
    }

    private static Volume volume(String folder, Volume.Mode mode) {
        return Volume.newBuilder()
                .setHostPath(folder)
                .setContainerPath(folder)
                .setMode(mode)
                .build();
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void theExecutorGetsADockerContainerWithTheHostsNetworkAndFolders() {
        assertThat(launched(Optional.of(CONTAINER)).getExecutor().getContainer())
                .isEqualTo(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.DOCKER)
                        .setDocker(DockerInfo.newBuilder()
                                .setImage("docker.elastic.co/logstash/logstash:8.15.0")
                                .setNetwork(DockerInfo.Network.HOST)
                                .addParameters(parameter("user", "root"))
                                .addParameters(parameter("cap-add", "DAC_READ_SEARCH")))
                        .addVolumes(volume("/var/lib/mesos-elk-logstash", Volume.Mode.RW))
                        .addVolumes(volume("/var/lib/mesos", Volume.Mode.RO))
                        .addVolumes(volume("/var/log/nginx", Volume.Mode.RO))
                        .build());
    }

    @Test
    void itIsStartedByAShellInItsSandboxWithTheJdkOfTheImage() {
        var command = launched(Optional.of(CONTAINER)).getExecutor().getCommand();
        assertThat(command.getShell()).isTrue();
        assertThat(command.getValue())
                .startsWith("cd \"$MESOS_SANDBOX\" && exec '/usr/share/logstash/jdk/bin/java' -Xms4m ")
                .endsWith(" -jar 'executor.jar'");
        assertThat(command.getUrisList())
                .extracting(uri -> uri.getValue())
                .containsExactly("http://api/artifacts/executor.jar");
    }

    @Test
    void theContainerAndTheFolderThatItStartsInAreAllThatIsDifferentFromTheBareHost() {
        TaskInfo bare = launched(Optional.empty());
        assertThat(bare.getExecutor().hasContainer()).isFalse();
        assertThat(bare.getExecutor().getCommand().getValue()).startsWith("exec '/usr/share/logstash/jdk/bin/java' ");
        TaskInfo.Builder contained = launched(Optional.of(CONTAINER)).toBuilder();
        contained
                .getExecutorBuilder()
                .clearContainer()
                .getCommandBuilder()
                .setValue(bare.getExecutor().getCommand().getValue());
        assertThat(contained.build()).isEqualTo(bare);
    }
}
