package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the stand-in nodes have in common, in a folder: each node's file is as fresh as the node is alive. */
final class StandInCluster {

    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(4);

    private final Path folder;
    private final String id;
    private final ObjectNode self;
    private final String uuid;

    /** A node that another can see. */
    private record Node(String id, JsonNode json) {}

    StandInCluster(Path folder, String id, String name, String address, boolean masterEligible) throws IOException {
        this.folder = folder;
        this.id = id;
        this.self = Json.mapper().createObjectNode().put("name", name).put("address", address);
        self.put("since", Instant.now().toString());
        var roles = self.putArray("roles").add("data");
        if (masterEligible) {
            roles.add("master");
        }
        Files.createDirectories(folder.resolve("nodes"));
        this.uuid = uuid();
    }

    /** Where a test says that this member's node has no elected master. */
    static Path masterless(Path folder, String member) {
        return folder.resolve("masterless-" + member);
    }

    private String uuid() throws IOException {
        Path file = folder.resolve("uuid");
        Path draft = Files.writeString(
                folder.resolve("uuid." + id), UUID.randomUUID().toString());
        try {
            // Whoever sees the name sees the content, too.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another one was first.
        }
        return Files.readString(file);
    }

    void join() throws IOException {
        beat();
        Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "beat");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleAtFixedRate(
                        () -> {
                            try {
                                beat();
                            } catch (IOException e) {
                                System.out.println("cannot be seen by the others: " + e);
                            }
                        },
                        BEAT.toMillis(),
                        BEAT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void beat() throws IOException {
        write(folder.resolve("nodes").resolve(id), self);
    }

    private void write(Path file, JsonNode json) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + "." + id + ".new");
        Files.write(draft, Json.bytes(json));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Node> alive() throws IOException {
        List<Node> alive = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("nodes"))) {
            for (Path file :
                    files.filter(path -> !path.toString().endsWith(".new")).toList()) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isAfter(Instant.now().minus(DEAD_AFTER))) {
                    alive.add(new Node(file.getFileName().toString(), Json.tree(Files.readAllBytes(file))));
                }
            }
        }
        return alive;
    }

    private static boolean isMasterEligible(Node node) {
        return node.json().path("roles").toString().contains("master");
    }

    private Optional<Node> master() throws IOException {
        return alive().stream()
                .filter(StandInCluster::isMasterEligible)
                .min(Comparator.comparing(node -> node.json().path("since").asString()));
    }

    JsonNode state(boolean local) throws IOException {
        ObjectNode state = Json.mapper().createObjectNode().put("cluster_uuid", uuid);
        boolean masterless = Files.exists(masterless(folder, self.path("name").asString()));
        if (!(local && masterless)) {
            master().ifPresent(node -> state.put("master_node", node.id()));
        }
        ObjectNode nodes = state.putObject("nodes");
        ObjectNode coordination =
                state.putObject("metadata").put("cluster_uuid", uuid).putObject("cluster_coordination");
        coordination.putArray("voting_config_exclusions");
        for (Node node : alive()) {
            nodes.set(node.id(), node.json());
            if (isMasterEligible(node)) {
                coordination.withArray("last_committed_config").add(node.id());
                coordination.withArray("last_accepted_config").add(node.id());
            }
        }
        state.putObject("routing_table").putObject("indices");
        return state;
    }

    JsonNode nodes(boolean onlySelf) throws IOException {
        ObjectNode answer = Json.mapper().createObjectNode();
        ObjectNode nodes = answer.putObject("nodes");
        for (Node node : alive()) {
            if (!onlySelf || node.id().equals(id)) {
                nodes.putObject(node.id())
                        .put("version", StandInElasticsearch.VERSION)
                        .putObject("http")
                        .put("publish_address", node.json().path("address").asString());
            }
        }
        return answer;
    }

    JsonNode health() throws IOException {
        return Json.mapper()
                .createObjectNode()
                .put("status", "green")
                .put("number_of_nodes", alive().size())
                .put("initializing_shards", 0)
                .put("relocating_shards", 0)
                .put("number_of_in_flight_fetch", 0);
    }

    JsonNode settings() throws IOException {
        ObjectNode none = Json.mapper().createObjectNode();
        none.putObject("persistent");
        none.putObject("transient");
        return read("settings", none);
    }

    JsonNode put(JsonNode changes) throws IOException {
        ObjectNode settings = (ObjectNode) settings();
        changes.propertyStream().forEach(kind -> {
            ObjectNode own = (ObjectNode) settings.path(kind.getKey());
            kind.getValue().propertyStream().forEach(setting -> {
                if (setting.getValue().isNull()) {
                    own.remove(setting.getKey());
                } else {
                    own.set(setting.getKey(), setting.getValue());
                }
            });
        });
        return stored("settings", settings);
    }

    JsonNode templates() throws IOException {
        return read("templates", Json.mapper().createObjectNode());
    }

    JsonNode putTemplate(JsonNode template) throws IOException {
        return stored("templates", Json.mapper().createObjectNode().set("mesos-elk-default", template));
    }

    private JsonNode read(String name, JsonNode otherwise) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Json.tree(Files.readAllBytes(file)) : otherwise;
    }

    private JsonNode stored(String name, JsonNode json) throws IOException {
        write(folder.resolve(name), json);
        return Json.mapper().createObjectNode().put("acknowledged", true);
    }
}
