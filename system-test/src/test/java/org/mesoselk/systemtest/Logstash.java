package org.mesoselk.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** The Logstash framework of an {@link Installation}. Its members are called collectors here: they are forwarders. */
final class Logstash implements AutoCloseable {

    private final Installation installation;
    private final Schedulers schedulers;
    private volatile String frameworkId = "";

    Logstash(Installation installation, Schedulers schedulers) {
        this.installation = installation;
        this.schedulers = schedulers;
    }

    Schedulers schedulers() {
        return schedulers;
    }

    /** Starts one and waits for whichever leads. */
    void startScheduler(int index) throws IOException {
        schedulers.start(index);
        Await.until("a Logstash scheduler that leads", Duration.ofSeconds(60), this::status, seen -> true);
    }

    JsonNode status() throws IOException {
        JsonNode status = schedulers.ask("/v1/status");
        String id = status.path("frameworkId").asString("");
        frameworkId = id.isEmpty() ? frameworkId : id;
        return status;
    }

    String frameworkId() {
        return frameworkId;
    }

    JsonNode coverage() throws IOException {
        return schedulers.ask("/v1/coverage");
    }

    /** With what the executor told last. */
    JsonNode member(String name) throws IOException {
        return schedulers.ask("/v1/members/" + name);
    }

    JsonNode awaitCovered(int agents) {
        return Await.until(
                agents + " agents covered",
                Duration.ofMinutes(2),
                this::status,
                seen -> seen.path("wanted").asInt() == agents
                        && seen.path("ready").asInt() == agents
                        && seen.path("members").size() == agents
                        && "green".equals(seen.path("state").asString()));
    }

    /** Task id by member; empty for one without a task. */
    Map<String, String> tasks() {
        return Members.tasks(Await.until("Logstash's status", Duration.ofSeconds(60), this::status, seen -> true));
    }

    /** The member whose agent has that index. */
    String memberOn(int agent) throws IOException {
        String id = installation.mesos().idOf(agent);
        JsonNode status = status();
        for (JsonNode member : status.path("members")) {
            if (member.path("agent").asString().equals(id)) {
                return member.path("name").asString();
            }
        }
        throw new AssertionError("no member on agent " + agent + ", " + id + ": " + status);
    }

    /** Process id of a member's executor; waits for it. */
    long executorOf(String member) {
        return Await.often(
                        "one executor of " + member,
                        Duration.ofSeconds(60),
                        () -> installation.processes().stream()
                                .filter(found -> found.isCollectorOf(member))
                                .toList(),
                        found -> found.size() == 1)
                .get(0)
                .pid();
    }

    /** What the executor of a member runs, with the engine logstash. */
    LogstashProcess logstashOf(String member) {
        return LogstashProcess.of(Await.until(
                        "one Logstash of " + member,
                        Duration.ofSeconds(30),
                        () -> installation.processes().stream()
                                .filter(found -> found.isLogstashOf(member))
                                .toList(),
                        found -> found.size() == 1)
                .get(0));
    }

    /** Whether all that is in a file of an executor's sandbox is noted as acknowledged: that much outlives a kill. */
    boolean hasNoted(String executor, String name) throws IOException {
        for (Path file : positions()) {
            for (String line : Files.readAllLines(file)) {
                JsonNode position = Json.tree(line.getBytes(UTF_8));
                String path = position.path("path").asString("");
                if (path.contains("/executors/" + executor + "/") && path.endsWith("/" + name)) {
                    return position.path("offset").asLong() == Files.size(Path.of(path));
                }
            }
        }
        return false;
    }

    private List<Path> positions() throws IOException {
        Path registry = installation.folder().resolve("registry");
        if (!Files.isDirectory(registry)) {
            return List.of();
        }
        try (Stream<Path> agents = Files.list(registry)) {
            return agents.map(agent -> agent.resolve("positions.jsonl"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    @Override
    public void close() {
        schedulers.close();
    }
}
