package org.mesoselk.systemtest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the framework says of its members. */
final class Members {

    private Members() {}

    static Optional<JsonNode> in(JsonNode status, String member) {
        for (JsonNode line : status.path("members")) {
            if (line.path("name").asString().equals(member)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** Task id by member; empty for one without a task. */
    static Map<String, String> tasks(JsonNode status) {
        Map<String, String> tasks = new TreeMap<>();
        status.path("members")
                .forEach(line -> tasks.put(
                        line.path("name").asString(), line.path("task").asString("")));
        return tasks;
    }

    static String taskOf(Installation installation, String member) {
        return Await.often(
                "a task of " + member,
                Duration.ofMinutes(1),
                () -> tasks(installation.status()).getOrDefault(member, ""),
                task -> !task.isEmpty());
    }

    /** Index of the agent that has the member's task, also while the master does not list the task yet. */
    static int agentOf(Installation installation, String member) {
        String id = Await.often(
                "an agent of " + member,
                Duration.ofMinutes(1),
                () -> in(installation.status(), member)
                        .map(line -> line.path("agent").asString(""))
                        .orElse(""),
                agent -> !agent.isEmpty());
        return installation.mesos().indexOf(id);
    }
}
