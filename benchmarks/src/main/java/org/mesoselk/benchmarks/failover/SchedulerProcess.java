package org.mesoselk.benchmarks.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mesoselk.benchmarks.Await;
import org.mesoselk.benchmarks.Http;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** One scheduler, with the JVM options of its app definition. */
record SchedulerProcess(Process process, Path announcement) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static SchedulerProcess start(Scene scene, String name, String zookeeper, String master) throws IOException {
        Path announcement = scene.folder().resolve(name + ".json");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms16m",
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        scene.jar("scheduler").toString(),
                        "elasticsearch",
                        "--zookeeper",
                        "zk://" + zookeeper,
                        "--mesos-master",
                        master,
                        "--api-announce",
                        announcement.toString(),
                        "--executor-jar",
                        scene.jar("executor-elasticsearch").toString(),
                        "--elasticsearch-home",
                        scene.folder().toString(),
                        "--data-dir",
                        scene.folder().toString()))
                .directory(scene.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(scene.folder().resolve(name + ".log").toFile())
                .start();
        SchedulerProcess started = new SchedulerProcess(process, announcement);
        scene.endWithThisProgram(started::kill);
        return started;
    }

    void awaitReady() throws InterruptedException {
        Await.until("a scheduler that can serve", PATIENCE, () -> {
            Http.get(api() + "/v1/health/ready");
            return true;
        });
    }

    /** What it says of the leader, itself or another. */
    JsonNode leadership() throws IOException, InterruptedException {
        return Http.get(api() + "/v1/status").path("leadership");
    }

    String api() throws IOException {
        return Json.tree(Files.readAllBytes(announcement)).path("api").asString();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
