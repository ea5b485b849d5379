package org.mesoselk.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mesoselk.benchmarks.Await;
import org.mesoselk.benchmarks.Http;
import org.mesoselk.benchmarks.Scene;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.ProcessStarter;
import tools.jackson.databind.JsonNode;

/** A cluster that somebody runs by hand who knows every command and loses no time between them. */
public final class ByHand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Path home;
    private final Path folder;
    private final NodeOptions options;
    private final ProcessStarter starter = new ProcessStarter();
    private final Map<HandNode, ChildProcess> nodes = new LinkedHashMap<>();

    public ByHand(Scene scene, String name, NodeOptions options) throws InterruptedException {
        this.home = Distribution.home();
        this.folder = scene.folder().resolve(name);
        this.options = options;
    }

    /** Starts nodes in parallel until there are {@code total}; returns when all have joined and it is green. */
    public void growTo(int total) throws IOException, InterruptedException {
        start(total);
        awaitGreen();
    }

    /** So many at a time: as soon as one has joined the next is started. */
    void growTo(int total, int atATime) throws IOException, InterruptedException {
        while (nodes.size() < total) {
            Await.until("less than " + atATime + " nodes start", PATIENCE, () -> nodes.size() - joined() < atATime);
            start(Math.min(total, joined() + atATime));
        }
        awaitGreen();
    }

    private int joined() throws IOException, InterruptedException {
        return Http.get(node() + "/_cluster/health").path("number_of_nodes").asInt();
    }

    private void start(int total) throws IOException, InterruptedException {
        boolean isNew = nodes.isEmpty();
        List<HandNode> fresh = new ArrayList<>();
        for (int ordinal : IntStream.range(nodes.size(), total).toArray()) {
            fresh.add(HandNode.in(folder, ordinal));
        }
        List<String> initialMasters = isNew ? fresh.stream().map(HandNode::name).toList() : List.of();
        List<String> seeds = (isNew ? fresh : List.copyOf(nodes.keySet()))
                .stream().map(HandNode::seed).toList();
        for (HandNode node : fresh) {
            node.write(home, options, seeds, initialMasters);
            nodes.put(node, starter.start(node.command(home)));
        }
    }

    public String node() {
        return nodes.keySet().iterator().next().url();
    }

    /** All that are only data leave as one: how long until no copy is on them. */
    Duration emptyDataOnly() throws IOException, InterruptedException {
        List<String> leaving = nodes.keySet().stream()
                .filter(node -> node.ordinal() >= options.masterEligible())
                .map(HandNode::name)
                .toList();
        long began = System.nanoTime();
        exclude(String.join(",", leaving));
        Await.until("data-only nodes are empty", PATIENCE, () -> shardsOn(leaving) == 0);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** How long it took until the leaving nodes were empty, all of them added up. */
    record Shrunk(Duration relocating) {}

    /** One node after the other, the highest first: exclude, wait until it is empty, voting exclusion, stop. */
    Shrunk shrinkTo(int total) throws IOException, InterruptedException {
        Duration relocating = Duration.ZERO;
        while (nodes.size() > total) {
            HandNode leaving = List.copyOf(nodes.keySet()).get(nodes.size() - 1);
            long began = System.nanoTime();
            exclude(leaving.name());
            Await.until(leaving.name() + " is empty", PATIENCE, () -> shardsOn(List.of(leaving.name())) == 0);
            relocating = relocating.plusNanos(System.nanoTime() - began);
            Http.send("POST", node() + "/_cluster/voting_config_exclusions?node_names=" + leaving.name(), "");
            nodes.remove(leaving).stop(GRACE);
            awaitGreen();
            Http.send("DELETE", node() + "/_cluster/voting_config_exclusions?wait_for_removal=true", "");
        }
        exclude("");
        return new Shrunk(relocating);
    }

    private void exclude(String name) throws IOException, InterruptedException {
        String value = name.isEmpty() ? "null" : "\"" + name + "\"";
        Http.send(
                "PUT",
                node() + "/_cluster/settings",
                "{\"persistent\": {\"cluster.routing.allocation.exclude._name\": " + value + "}}");
    }

    /** A copy that is moving is named "from -> address id to". */
    private int shardsOn(List<String> names) throws IOException, InterruptedException {
        int count = 0;
        for (JsonNode shard : Http.get(node() + "/_cat/shards?format=json&h=node")) {
            count += names.contains(shard.path("node").asString("").split(" ", 2)[0]) ? 1 : 0;
        }
        return count;
    }

    private void awaitGreen() throws InterruptedException {
        int wanted = nodes.size();
        Await.until(wanted + " nodes green by hand", PATIENCE, () -> {
            JsonNode health = Http.get(node() + "/_cluster/health");
            return health.path("number_of_nodes").asInt() == wanted
                    && "green".equals(health.path("status").asString());
        });
    }

    @Override
    public void close() {
        nodes.values().parallelStream().forEach(node -> {
            try {
                node.stop(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        starter.close();
    }
}
