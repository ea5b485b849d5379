package org.mesoselk.scheduler.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.ZooKeeperConnection;
import org.mesoselk.scheduler.state.ZooKeeperTree;

class FindInRecordsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private TestingServer server;
    private CuratorFramework client;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
        client = ZooKeeperConnection.open(
                server.getConnectString(), "", Duration.ofSeconds(10), Duration.ofSeconds(30), line -> {});
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private RecordStore records() {
        return new RecordStore(new ZooKeeperTree(client), "", Product.ELASTICSEARCH, "search", CLOCK);
    }

    private EndpointsView find() {
        return new FindInRecords(records(), "search", CLOCK).find();
    }

    private static ElasticsearchSpec spec(Map<String, String> settings) {
        return new ElasticsearchSpec(
                1,
                "logs",
                new NodeSetSpec("default", 3, 5, new Resources(1, 1024, 2048), 512, List.of(), 0, settings),
                ElasticsearchSpec.Replication.ALL);
    }

    private static Member member(int ordinal, MemberState state) {
        return new Member(
                "es-default-" + ordinal,
                "default",
                ordinal,
                true,
                new Member.Goal.Stay(),
                state,
                Optional.empty(),
                0,
                Optional.empty());
    }

    private static TaskRef task(int ordinal) {
        return new TaskRef(
                "es-default-" + ordinal + ".1",
                new AgentRef("S" + ordinal, "host" + ordinal, "10.0.0." + ordinal),
                9200,
                9300,
                NOW);
    }

    private void store(Map<String, String> settings, Member... members) throws Exception {
        RecordStore store = records();
        Records first = store.takeOver(spec(settings));
        Records all = first;
        for (Member member : members) {
            all = all.with(member);
        }
        store.write(first, all);
    }

    @Test
    void onlyMembersThatRunAndAreHealthyServe() throws Exception {
        store(
                Map.of(),
                member(1, new MemberState.Running(task(1), true)),
                member(2, new MemberState.Running(task(2), false)),
                member(3, new MemberState.Starting(task(3))),
                member(4, new MemberState.Running(task(4), true)));
        assertThat(find())
                .isEqualTo(new EndpointsView.Known(NOW, List.of("http://10.0.0.1:9200", "http://10.0.0.4:9200")));
    }

    @Test
    void aClusterThatSpeaksTlsIsNamedByHttps() throws Exception {
        store(Map.of("xpack.security.http.ssl.enabled", "true"), member(1, new MemberState.Running(task(1), true)));
        assertThat(find()).isEqualTo(new EndpointsView.Known(NOW, List.of("https://10.0.0.1:9200")));
    }

    @Test
    void aFrameworkWithoutRecordsIsUnknownAndTheSentenceSaysWhatToDo() {
        assertThat(find())
                .isInstanceOfSatisfying(
                        EndpointsView.Unknown.class,
                        unknown -> assertThat(unknown.cause())
                                .contains("'search'", "/mesos-elk/elasticsearch/search", "--elasticsearch-framework"));
    }

    @Test
    void whileZooKeeperIsAwayNothingIsKnown() throws Exception {
        store(Map.of(), member(1, new MemberState.Running(task(1), true)));
        server.stop();
        assertThat(find())
                .isInstanceOfSatisfying(
                        EndpointsView.Unknown.class,
                        unknown -> assertThat(unknown.cause()).contains("ZooKeeper"));
    }
}
