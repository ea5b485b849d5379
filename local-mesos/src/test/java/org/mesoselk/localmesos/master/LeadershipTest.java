package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** Recordings 06 and 04/40 to 51: the leader's node, and what a master that does not lead answers. */
class LeadershipTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    private static TestingServer zooKeeper;
    private static CuratorFramework zk;
    private static Master leader;
    private static Master standby;
    private static final List<String> LOST = new CopyOnWriteArrayList<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void startTwoMasters() throws Exception {
        zooKeeper = new TestingServer(true);
        zk = CuratorFrameworkFactory.newClient(zooKeeper.getConnectString(), new RetryOneTime(100));
        zk.start();
        leader = start("/mesos");
        await().atMost(SOON).until(() -> leader.isLeading());
        standby = start("/mesos");
        await().atMost(SOON).until(() -> get(standby, "/redirect").statusCode() == 307);
    }

    private static Master start(String path) throws IOException {
        return Master.start(
                MasterOptions.defaults().withZk("zk://" + zooKeeper.getConnectString() + path),
                InstantSource.system(),
                LOST::add);
    }

    @AfterAll
    static void stop() throws Exception {
        standby.close();
        leader.close();
        zk.close();
        zooKeeper.close();
    }

    @Test
    void theLeadersNodeIsTheOneOfARealMaster() throws Exception {
        List<String> nodes =
                zk.getChildren().forPath("/mesos").stream().sorted().toList();
        assertThat(nodes).hasSize(2).allMatch(node -> node.matches("json\\.info_\\d{10}"));
        byte[] data = zk.getData().forPath("/mesos/" + nodes.get(0));
        int port = leader.port();
        JsonNode json = Json.tree(data);
        assertThat(new String(data, StandardCharsets.UTF_8))
                .isEqualTo("{\"address\":{\"hostname\":\"127.0.0.1\",\"ip\":\"127.0.0.1\",\"port\":" + port
                        + "},\"capabilities\":[{\"type\":\"AGENT_UPDATE\"},{\"type\":\"AGENT_DRAINING\"}],"
                        + "\"hostname\":\"127.0.0.1\",\"id\":\""
                        + json.path("id").asString()
                        + "\",\"ip\":16777343,\"pid\":\"master@127.0.0.1:" + port + "\",\"port\":" + port
                        + ",\"version\":\"1.12.0\"}");
    }

    @Test
    void theStandbySendsEverybodyToTheLeader() throws Exception {
        String there = "//127.0.0.1:" + leader.port();
        assertThat(location(post(standby, "/api/v1/scheduler?x=1"))).isEqualTo(there + "/master/api/v1/scheduler?x=1");
        assertThat(location(post(standby, "/api/v1"))).isEqualTo(there + "/master/api/v1");
        assertThat(location(get(standby, "/state"))).isEqualTo(there + "/master/state");
        assertThat(location(get(standby, "/master/slaves"))).isEqualTo(there + "/master/slaves");
        assertThat(location(get(standby, "/redirect"))).isEqualTo(there);
        assertThat(location(get(standby, "/master/redirect"))).isEqualTo(there);
        assertThat(location(get(leader, "/redirect"))).isEqualTo(there);
        for (String own : List.of("/health", "/flags", "/metrics/snapshot")) {
            assertThat(get(standby, own).statusCode()).as(own).isEqualTo(200);
        }
        assertThat(standby.isLeading()).isFalse();
    }

    @Test
    void theStandbyServesThePagesItselfAndSaysWhoLeads() throws Exception {
        String there = "//127.0.0.1:" + leader.port();
        for (String path : List.of("/", "/ui/agents?offset=0", "/master/")) {
            assertThat(get(leader, path).body()).doesNotContain("stands by");
            HttpResponse<String> page = get(standby, path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("This master stands by", "<a href=\"" + there + path + "\">");
        }
        assertThat(get(standby, "/ui/mesos.css").statusCode()).isEqualTo(200);
    }

    @Test
    void whenTheLeaderGoesTheNextOneLeads() throws Exception {
        Master first = start("/other");
        await().atMost(SOON).until(first::isLeading);
        try (Master second = start("/other")) {
            first.close();
            await().atMost(SOON).until(second::isLeading);
            assertThat(get(second, "/state").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aMasterWhoseNodeIsGoneMustEnd() throws Exception {
        try (Master lonely = start("/lonely")) {
            await().atMost(SOON).until(lonely::isLeading);
            LOST.clear();
            for (String node : zk.getChildren().forPath("/lonely")) {
                zk.delete().forPath("/lonely/" + node);
            }
            await().atMost(SOON).until(() -> !LOST.isEmpty());
            assertThat(LOST.get(0)).contains("/lonely/json.info_").contains("gone");
        }
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(307);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> get(Master master, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(master.url() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(Master master, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(master.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
