package org.mesoselk.scheduler.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.drivers.TracerDriver;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.awaitility.Awaitility;
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
import org.mesoselk.scheduler.state.WatchedTree;
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

    /** As the framework looks. */
    private FindInRecords watching() {
        return new FindInRecords(
                new RecordStore(new WatchedTree(client), "", Product.ELASTICSEARCH, "search", CLOCK), "search", CLOCK);
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
    void recordsThatHaveNotChangedAreNotReadAgain() throws Exception {
        Member[] members = new Member[40];
        Arrays.setAll(members, i -> member(i, new MemberState.Running(task(i), true)));
        store(Map.of(), members);
        FindInRecords watching = watching();
        EndpointsView first = watching.find();
        assertThat(first).isEqualTo(find());
        AtomicInteger requests = new AtomicInteger();
        client.getZookeeperClient().setTracerDriver(new TracerDriver() {
            @Override
            public void addTrace(String name, long time, TimeUnit unit) {
                requests.incrementAndGet();
            }

            @Override
            public void addCount(String name, int increment) {}
        });
        for (int i = 0; i < 10; i++) {
            assertThat(watching.find()).isEqualTo(first);
        }
        // A sync, and the two records that this framework does not have yet: its id and an operation.
        assertThat(requests).hasValueLessThanOrEqualTo(10 * 3).hasValueGreaterThanOrEqualTo(10);
    }

    @Test
    void aChangeIsSeenWithinASecondWhereverItIs() throws Exception {
        RecordStore store = records();
        Records one = store.takeOver(spec(Map.of()));
        FindInRecords watching = watching();
        assertThat(watching.find()).isEqualTo(new EndpointsView.Known(NOW, List.of()));
        Records two = one.with(member(1, new MemberState.Running(task(1), true)));
        store.write(one, two);
        soon(watching, "http://10.0.0.1:9200");
        Records three = two.with(member(1, new MemberState.Running(task(1), false)))
                .with(member(2, new MemberState.Running(task(2), true)));
        store.write(two, three);
        soon(watching, "http://10.0.0.2:9200");
        store.write(three, three.without("es-default-2"));
        soon(watching);
    }

    private static void soon(FindInRecords watching, String... urls) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(watching.find()).isEqualTo(new EndpointsView.Known(NOW, List.of(urls))));
    }

    @Test
    void whatIsKnownIsNotTakenForTheTruthWhileZooKeeperIsAwayAndIsReadAnewAfterwards() throws Exception {
        store(Map.of(), member(1, new MemberState.Running(task(1), true)));
        FindInRecords watching = watching();
        assertThat(watching.find()).isInstanceOf(EndpointsView.Known.class);
        server.stop();
        assertThat(watching.find()).isInstanceOf(EndpointsView.Unknown.class);
        server.restart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(watching.find())
                        .isEqualTo(new EndpointsView.Known(NOW, List.of("http://10.0.0.1:9200"))));
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
