package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** The scheduler processes of one framework: 0, and 1 as its standby. A client asks the one that last answered first. */
final class Schedulers implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** What a Mesos that is there already needs besides, such as {@code --api-host 10.0.0.7 --user elk}. */
    private static final List<String> EXTERNAL_OPTIONS = Stream.of(
                    System.getProperty("mesos.scheduler.options", "").strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();

    private final Framework framework;
    private final Path folder;
    private final Place place;
    private final String zooKeeper;
    private final String masterUrl;
    private final List<String> options;
    private final Program[] programs = new Program[2];
    private final String[] apis = new String[2];
    private int starts;
    private volatile int lastAnswered;

    Schedulers(
            Framework framework, Path folder, Place place, String zooKeeper, String masterUrl, List<String> options) {
        this.framework = framework;
        this.folder = folder;
        this.place = place;
        this.zooKeeper = zooKeeper;
        this.masterUrl = masterUrl;
        this.options = List.copyOf(options);
    }

    /** Starts one and waits for its API; whether it leads is its matter. */
    void start(int index) throws IOException {
        Program program = launch(index);
        Path announce = announceFile();
        boolean runs = Await.until(
                        "the API of scheduler " + index,
                        Duration.ofSeconds(90),
                        () -> Files.exists(announce) || !program.alive(),
                        either -> either)
                && Files.exists(announce);
        if (!runs) {
            throw new AssertionError("the scheduler has ended:\n" + program.output());
        }
        JsonNode announced = Json.tree(Files.readAllBytes(announce));
        apis[index] = announced.path("api").asString();
    }

    Program launch(int index) {
        starts++;
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Artifacts.jar("scheduler").toString(),
                framework.command(),
                "--zookeeper",
                "zk://" + zooKeeper,
                "--mesos-master",
                masterUrl,
                "--api-announce",
                announceFile().toString(),
                "--executor-jar",
                framework.executor().toString(),
                "--java-home",
                System.getProperty("java.home")));
        if (!place.equals(Place.HERE)) {
            arguments.addAll(List.of("--api-host", place.address()));
        }
        arguments.addAll(framework.standard(folder, options));
        arguments.addAll(options);
        arguments.addAll(EXTERNAL_OPTIONS);
        String name = framework.program() + (index == 0 ? "" : "-standby");
        Program program = Program.java(place, name, folder.resolve("logs/" + name + ".log"), Map.of(), arguments);
        programs[index] = program;
        return program;
    }

    private Path announceFile() {
        return folder.resolve(framework.program() + "-" + starts + ".json");
    }

    Program program(int index) {
        return programs[index];
    }

    boolean isStarted(int index) {
        return programs[index] != null;
    }

    String api() {
        return apis[lastAnswered];
    }

    /** The addresses of all, for a client that tries one after the other. */
    List<String> apis() {
        return Stream.of(apis).filter(api -> api != null).toList();
    }

    /** Whether that one says that it leads. */
    boolean leads(int index) throws IOException {
        return Rest.get(apis[index] + "/v1/health/leader", SOON).status() == 200;
    }

    JsonNode ask(String path) throws IOException {
        IOException refused = new IOException("no scheduler has been started");
        int first = lastAnswered;
        for (int i = 0; i < programs.length; i++) {
            int index = (first + i) % programs.length;
            if (apis[index] == null) {
                continue;
            }
            try {
                Rest.Answer answer = Rest.get(apis[index] + path, SOON);
                if (answer.status() == 200) {
                    lastAnswered = index;
                    return answer.json();
                }
                refused = new IOException("scheduler " + index + ": HTTP " + answer.status() + ": " + answer.body());
            } catch (IOException e) {
                refused = new IOException("scheduler " + index + ": " + e, e);
            }
        }
        throw refused;
    }

    /** Starts again what has ended by itself, as Marathon does: an old leader whose write was refused may end. */
    void supervise() throws IOException {
        for (int i = 0; i < programs.length; i++) {
            if (programs[i] != null && !programs[i].alive()) {
                start(i);
            }
        }
    }

    @Override
    public void close() {
        for (Program program : programs) {
            if (program != null) {
                program.close();
            }
        }
    }
}
