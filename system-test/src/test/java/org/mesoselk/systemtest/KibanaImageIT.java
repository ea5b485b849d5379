package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kibana out of an image, in a container of a real Docker. */
class KibanaImageIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String IMAGE = "kibana-of-this-test:5.1.1";
    private static final String MEMBER = "kibana-default-0";

    @TempDir
    Path folder;

    private ElkHome home;
    private ElkKibana instances;
    private DockerDaemon docker;

    @BeforeEach
    void whatItTakes() throws IOException {
        assumeTrue(DockerDaemon.canRun(), "only root can start a Docker (dockerd and docker on the PATH) of its own");
        LeakCheck.watch(folder);
        Distributions.kibana5OrSkip();
        docker = DockerDaemon.start(folder.resolve("docker"));
        home = ElkHome.in(folder);
        instances = new ElkKibana(home, folder);
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        if (home == null) {
            return;
        }
        KeptLogs.keep(home.home(), "kibana", "image");
        try {
            home.run("down --wipe --yes").expect(0);
            assertThat(docker.containers()).as("containers left behind").isEmpty();
        } finally {
            docker.close();
        }
        assertThat(Processes.under(folder)).as("processes left behind").isEmpty();
    }

    @Test
    void itRunsAsAnOrdinaryUserHealsLeavesNothingAndSaysWhichImageThereIsNot() throws Exception {
        KibanaImage.make(docker, folder.resolve("image"), Distributions.kibana5(), IMAGE);
        home.run("up --stack 5 --agents 1 --without-logstash --set-mesos containerizers=docker,mesos"
                        + " --set-mesos docker-socket=" + docker.socket()
                        + " --set-kibana kibana-home= --set-kibana kibana-image=" + IMAGE)
                .expect(0);
        assertThat(ElkKibana.state(instances.endpoints().get(0))).isEqualTo("green");
        String container = onlyContainer();
        assertThat(container).startsWith("mesos-");
        assertThat(uid(kibanaIn(container))).as("uid of Kibana").isEqualTo("1000");

        aKilledKibanaIsReplacedByAnotherContainer(container);
        theAgentComesBackToTheSameContainer();
        noInstanceNoContainer();
        aMissingImageIsTold();
    }

    private void aKilledKibanaIsReplacedByAnotherContainer(String container) throws IOException {
        String before = instances.task(MEMBER);
        kibanaIn(container).destroyForcibly();
        Await.until(
                "another task that is ready",
                SOON,
                () -> home.framework("kibana"),
                seen -> seen.path("ready").asInt() == 1
                        && !ElkKibana.find(seen, MEMBER)
                                .path("task")
                                .asString("")
                                .equals(before));
        assertThat(onlyContainer()).isNotEqualTo(container);
        assertThat(ElkKibana.state(instances.endpoints().get(0))).isEqualTo("green");
    }

    private void theAgentComesBackToTheSameContainer() throws IOException {
        String container = onlyContainer();
        String task = instances.task(MEMBER);
        long mesos = home.pid("mesos");
        Signals.send("KILL", mesos);
        Await.until("the end of Mesos", SOON, () -> ProcessHandle.of(mesos).isPresent(), alive -> !alive);
        home.run("up").expect(0);
        assertThat(instances.task(MEMBER)).isEqualTo(task);
        assertThat(onlyContainer()).isEqualTo(container);
    }

    private void noInstanceNoContainer() throws IOException {
        home.run("scale kibana 0 --wait --timeout 2m").expect(0);
        Await.until("no container", SOON, docker::containers, List::isEmpty);
    }

    private void aMissingImageIsTold() throws IOException {
        instances.restartSchedulerWith(
                "--set-kibana kibana-home= --set-kibana kibana-image=no-such-image:1", "--timeout 30s");
        home.run("scale kibana 1").expect(0);
        Await.until(
                "the image in a wait",
                SOON,
                () -> home.framework("kibana").path("waits").toString(),
                waits -> waits.contains("no-such-image:1") && waits.contains("docker"));
        home.run("scale kibana 0 --wait --timeout 1m").expect(0);
    }

    private String onlyContainer() throws IOException {
        List<String> containers = docker.containers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private ProcessHandle kibanaIn(String container) throws IOException {
        List<ProcessHandle> processes = docker.processes(container);
        return processes.stream()
                .filter(process -> process.info().commandLine().orElse("").contains("/usr/share/kibana/src/cli"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Kibana in " + container + ": " + processes));
    }

    private static String uid(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+")[1])
                .findFirst()
                .orElseThrow();
    }
}
