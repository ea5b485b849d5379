package org.mesoselk.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mesoselk.benchmarks.Await;
import org.mesoselk.benchmarks.Http;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** An installation of ours, driven by the launcher and the API as a user would. */
public final class Elk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Scene scene;
    private final Path home;
    private Optional<Process> up = Optional.empty();

    public Elk(Scene scene, String name) {
        this.scene = scene;
        this.home = scene.folder().resolve(name);
        scene.endWithThisProgram(this::close);
    }

    public Path home() {
        return home;
    }

    /** Starts everything but Logstash, which has a benchmark of its own; returns when the API says that all nodes are green, a little before {@code elk up} ends. */
    public void up(int nodes, NodeOptions options) throws IOException, InterruptedException {
        up = Optional.of(start(
                "up",
                "--nodes",
                Integer.toString(nodes),
                "--agents",
                "5",
                "--memory",
                Integer.toString(options.memoryMb()),
                "--heap",
                Integer.toString(options.heapMb()),
                "--without-logstash"));
        awaitGreen(nodes);
    }

    /** Waits until {@code elk up} has ended. */
    public void awaitUp() throws IOException, InterruptedException {
        end(up.orElseThrow());
    }

    /** PUT of the wanted number; returns at once. */
    public void scale(int nodes) throws IOException, InterruptedException {
        Http.send("PUT", api() + "/v1/cluster/elasticsearchNodes?confirm=true", "{\"value\": " + nodes + "}");
    }

    /** As the API says it: so many members wanted and ready, no other, green. */
    public void awaitGreen(int nodes) throws InterruptedException {
        Await.until(nodes + " members ready and green", PATIENCE, () -> {
            JsonNode status = Http.get(api() + "/v1/status");
            return status.path("ready").asInt() == nodes
                    && status.path("members").size() == nodes
                    && status.path("operation").isNull()
                    && "green".equals(status.path("state").asString());
        });
    }

    /** When the first of the present tasks was launched. */
    public Instant firstLaunch() throws IOException, InterruptedException {
        List<Instant> launches = new ArrayList<>();
        for (JsonNode member : Http.get(api() + "/v1/members")) {
            launches.add(Instant.parse(member.path("member")
                    .path("state")
                    .path("task")
                    .path("launchedAt")
                    .asString()));
        }
        return launches.stream().min(Instant::compareTo).orElseThrow();
    }

    /** Base URL of a node that serves. */
    public String node() throws IOException, InterruptedException {
        return Http.get(api() + "/v1/status").path("endpoints").path(0).asString();
    }

    public String api() throws IOException {
        return Json.tree(Files.readAllBytes(home.resolve("run").resolve("scheduler-elasticsearch.json")))
                .path("api")
                .asString();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(scene.checkout().resolve("elk").toString(), "--home", home.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().put("ELK_ROOT", scene.checkout().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private void end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("elk failed:\n" + Files.readString(output()));
        }
    }

    private Path output() {
        return scene.folder().resolve(home.getFileName() + ".out");
    }

    @Override
    public void close() throws IOException {
        up.ifPresent(Process::destroy);
        if (Files.exists(home)) {
            Process down = start("down", "--wipe", "--yes");
            try {
                end(down);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
