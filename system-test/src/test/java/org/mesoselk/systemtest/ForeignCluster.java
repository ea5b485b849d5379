package org.mesoselk.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An Elasticsearch 5 of three nodes that no framework knows: a master, and two that hold documents. */
final class ForeignCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<ForeignNode> nodes = new ArrayList<>();

    private ForeignCluster() {}

    static ForeignCluster start(Path distribution, Path folder) throws IOException {
        ForeignCluster cluster = new ForeignCluster();
        try {
            int transport = freePort();
            String common = """
                    cluster.name: foreign
                    discovery.zen.ping.unicast.hosts: ["127.0.0.1:%d"]
                    """.formatted(transport);
            cluster.add(
                    distribution,
                    folder,
                    "master",
                    common + "node.data: false\ntransport.tcp.port: " + transport + "\n");
            for (String name : List.of("first", "second")) {
                cluster.add(distribution, folder, name, common + "node.master: false\ntransport.tcp.port: 0\n");
            }
            Await.until(
                    "three nodes of the foreign Elasticsearch",
                    PATIENCE,
                    () -> Rest.get(cluster.node("master").url() + "/_cluster/health")
                            .expect(200)
                            .json(),
                    seen -> seen.path("number_of_nodes").asInt() == 3);
            return cluster;
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void add(Path distribution, Path folder, String name, String settings) throws IOException {
        nodes.add(ForeignNode.start(distribution, folder.resolve(name), name, freePort(), settings));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    ForeignNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As its operator would: no document is left on it, then it is stopped. */
    void remove(String name) throws IOException {
        String master = node("master").url();
        Rest.put(
                        master + "/_cluster/settings",
                        "{\"transient\": {\"cluster.routing.allocation.exclude._name\": \"" + name + "\"}}")
                .expect(200);
        Await.until(
                "no shard on " + name,
                PATIENCE,
                () -> Rest.get(master + "/_cat/shards?h=node,index,state")
                        .expect(200)
                        .body(),
                seen -> !seen.contains(name));
        node(name).program().terminate();
        Await.until(
                "two nodes",
                PATIENCE,
                () -> Rest.get(master + "/_cluster/health").expect(200).json(),
                seen -> seen.path("number_of_nodes").asInt() == 2);
    }

    @Override
    public void close() {
        nodes.forEach(ForeignNode::close);
    }
}
