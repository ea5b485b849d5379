package org.mesoselk.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;

@Execution(ExecutionMode.CONCURRENT)
class RecordStoreTest {
    private static final String BASE = "/mesos-elk/elasticsearch/fw";

    private TestingServer server;
    private CuratorFramework client;
    private RecordStore store;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
        client = ZooKeeperConnection.open(
                server.getConnectString(), "", Duration.ofSeconds(10), Duration.ofSeconds(30), line -> {});
        store = store();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private RecordStore store() {
        return new RecordStore(
                new ZooKeeperTree(client), "", Product.ELASTICSEARCH, "fw", InstantSource.fixed(Samples.NOW));
    }

    @Test
    void theFirstStartStoresTheSpecAndNothingElse() throws Exception {
        assertThat(store.takeOver(Samples.spec())).isEqualTo(Samples.first());
        assertThat(client.getChildren().forPath(BASE))
                .containsExactlyInAnyOrder(
                        "cluster",
                        "epoch",
                        "framework",
                        "abandoned",
                        "agents",
                        "members",
                        "operations",
                        "reservations",
                        "spec");
        assertThat(store.load()).isEqualTo(Samples.first());
    }

    @Test
    void aLaterStartReadsWhatIsStoredWhateverTheOptionsSay() throws Exception {
        store.takeOver(Samples.spec());
        store.write(Samples.first(), Samples.full());
        assertThat(store().takeOver(Samples.spec().withCount(49))).isEqualTo(Samples.full());
    }

    @Test
    void whoOnlyLooksTakesNothingOver() throws Exception {
        assertThat(store().look()).isEmpty();
        store.takeOver(Samples.spec());
        assertThat(store().look()).contains(Samples.first());
        store.confirm();
    }

    @Test
    void onlyWhatDiffersIsWritten() throws Exception {
        store.takeOver(Samples.spec());
        store.write(Samples.first(), Samples.full());
        Records changed = Samples.full()
                .with(Samples.member(1, new MemberState.Running(Samples.TASK, false)))
                .without("es-default-6");
        store.write(Samples.full(), changed);
        assertThat(store.load()).isEqualTo(changed);
        assertThat(version("members/es-default-0")).isZero();
        assertThat(version("members/es-default-1")).isEqualTo(1);
        assertThat(client.checkExists().forPath(BASE + "/members/es-default-6")).isNull();
    }

    @Test
    void anOlderProcessIsRefusedAndNothingOfItIsWritten() throws Exception {
        store.takeOver(Samples.spec());
        RecordStore newer = store();
        newer.takeOver(Samples.spec());
        assertThatThrownBy(() -> store.write(Samples.first(), Samples.full()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("another scheduler process has taken over");
        assertThatThrownBy(() -> store.confirm()).isInstanceOf(StoreRefusedException.class);
        assertThat(newer.load()).isEqualTo(Samples.first());
        newer.write(Samples.first(), Samples.full());
    }

    @Test
    void aRecordChangedByHandIsNotOverwritten() throws Exception {
        store.takeOver(Samples.spec());
        store.write(Samples.first(), Samples.full());
        byte[] byHand = client.getData().forPath(BASE + "/spec");
        client.setData().forPath(BASE + "/spec", byHand);
        assertThatThrownBy(() -> store.write(
                        Samples.full(),
                        Samples.full().with(Samples.spec().withCount(7)).withFrameworkId("F-2")))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("behind this scheduler's back");
        assertThat(store.load()).isEqualTo(Samples.full());
    }

    @Test
    void aLostConnectionIsAnUnknownOutcomeAndNeverEmpty() throws Exception {
        store.takeOver(Samples.spec());
        server.stop();
        assertThatThrownBy(() -> store.write(Samples.first(), Samples.full()))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.load()).isInstanceOf(StoreUnavailableException.class);
        server.restart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(store.load()).isIn(Samples.first(), Samples.full()));
        store.write(store.load(), Samples.full());
        assertThat(store.load()).isEqualTo(Samples.full());
    }

    @Test
    void aServerThatHangsHoldsNobodyUpOnceItsConnectionIsLost() throws Exception {
        store.takeOver(Samples.spec());
        int port = server.getPort();
        server.stop();
        try (ServerSocket silent = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
            assertThat(silent.isBound()).isTrue();
            Awaitility.await().until(() -> !client.getZookeeperClient().isConnected());
            long began = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.confirm()).isInstanceOf(StoreUnavailableException.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCorruptRecordStopsTheStartAndIsLeftAsItIs() throws Exception {
        store.takeOver(Samples.spec());
        byte[] garbage = "{garbage".getBytes(StandardCharsets.UTF_8);
        client.setData().forPath(BASE + "/cluster", garbage);
        int epoch = version("epoch");
        assertThatThrownBy(() -> store().takeOver(Samples.spec()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(BASE + "/cluster");
        assertThat(client.getData().forPath(BASE + "/cluster")).isEqualTo(garbage);
        assertThat(version("epoch")).isEqualTo(epoch);
    }

    @Test
    void aMissingRecordStopsTheStart() throws Exception {
        store.takeOver(Samples.spec());
        client.delete().forPath(BASE + "/spec");
        assertThatThrownBy(() -> store().takeOver(Samples.spec())).hasMessageContaining(BASE + "/spec");
        assertThat(client.checkExists().forPath(BASE + "/spec")).isNull();
    }

    @Test
    void recordsThatZooKeeperCannotTakeAreRefusedBeforeTheyAreSent() throws Exception {
        store.takeOver(Samples.spec());
        NodeSetSpec nodes = Samples.spec().nodeSet();
        ElasticsearchSpec huge = new ElasticsearchSpec(
                2,
                "logs",
                new NodeSetSpec(
                        nodes.name(), 3, 5, nodes.node(), 512, List.of(), 0, Map.of("k", "x".repeat(1_100_000))),
                ElasticsearchSpec.Replication.ALL);
        assertThatThrownBy(() -> store.write(Samples.first(), Samples.first().with(huge)))
                .isInstanceOf(StoreTooLongException.class)
                .hasMessageContaining("bytes");
        assertThat(store.load()).isEqualTo(Samples.first());
    }

    /** Small records take more for their paths and headers than for themselves. */
    @Test
    void manySmallRecordsAreTakenUpToTheLimitAndRefusedBeyondIt() throws Exception {
        Records first = store.takeOver(Samples.spec());
        AgentFailures sample = failures(0);
        long each = RecordStore.bytes(BASE, "agents/S00000", Documents.write(sample));
        int most = (int) (Documents.MOST_BYTES / each) - 1;
        Records small = withFailures(first, most);
        Records tooMany = withFailures(first, most + 10);
        assertThatThrownBy(() -> store.write(first, tooMany)).isInstanceOf(StoreTooLongException.class);
        assertThat(client.getChildren().forPath(BASE + "/agents")).isEmpty();
        store.write(first, small);
        assertThat(client.getChildren().forPath(BASE + "/agents")).hasSize(most);
        store.write(small, first);
        assertThat(store.load()).isEqualTo(first);
    }

    private static Records withFailures(Records records, int count) {
        SortedMap<String, AgentFailures> agents = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            agents.put(failures(i).agentId(), failures(i));
        }
        return new Records(
                records.frameworkId(),
                records.spec(),
                records.cluster(),
                records.members(),
                records.operation(),
                records.abandoned(),
                agents,
                records.reservations());
    }

    private static AgentFailures failures(int number) {
        return new AgentFailures("S%05d".formatted(number), "h", 1, Samples.NOW, "");
    }

    @Test
    void theLastTwentyOperationsAreKept() throws Exception {
        Records records = store.takeOver(Samples.spec());
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            for (Operation.Status status : List.of(Operation.Status.RUNNING, Operation.Status.DONE)) {
                Records next = records.with(Samples.operation(i, status));
                store.write(records, next);
                records = next;
            }
            ids.add("scale-" + i);
        }
        assertThat(store.history()).extracting(Operation::id).isEqualTo(ids.subList(10, 30));
        assertThat(store.history()).allMatch(operation -> operation.status() == Operation.Status.DONE);
        RecordStore next = store();
        assertThat(next.takeOver(Samples.spec())).isEqualTo(records);
        assertThat(next.history()).hasSize(20);
    }

    @Test
    void anOperationThatAnotherOneReplacesIsCancelledInTheHistory() throws Exception {
        Records first = store.takeOver(Samples.spec()).with(Samples.operation(1, Operation.Status.RUNNING));
        store.write(store.load(), first);
        Records second = first.with(Samples.operation(2, Operation.Status.RUNNING));
        store.write(first, second);
        assertThat(store.history())
                .extracting(Operation::id, Operation::status, Operation::finishedAt)
                .containsExactly(
                        tuple("scale-1", Operation.Status.CANCELLED, Optional.of(Samples.NOW.plusSeconds(2))),
                        tuple("scale-2", Operation.Status.RUNNING, Optional.empty()));
        assertThat(store.load()).isEqualTo(second);
    }

    @Test
    void everythingLiesBelowTheChroot() throws Exception {
        try (CuratorFramework other = ZooKeeperConnection.open(
                server.getConnectString(), "/deep/er", Duration.ofSeconds(10), Duration.ofSeconds(30), line -> {})) {
            new RecordStore(
                            new ZooKeeperTree(other),
                            "/" + other.getNamespace(),
                            Product.ELASTICSEARCH,
                            "fw",
                            InstantSource.system())
                    .takeOver(Samples.spec());
        }
        assertThat(client.checkExists().forPath("/deep/er" + BASE + "/spec")).isNotNull();
        assertThat(client.checkExists().forPath(BASE)).isNull();
    }

    @Test
    void zooKeeperThatCannotBeReachedIsSaidSoInTime() throws Exception {
        server.stop();
        assertThatThrownBy(() -> ZooKeeperConnection.open(
                        server.getConnectString(), "", Duration.ofSeconds(10), Duration.ofSeconds(1), line -> {}))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(server.getConnectString())
                .hasMessageContaining("check --zookeeper");
    }

    private int version(String path) throws Exception {
        return client.checkExists().forPath(BASE + "/" + path).getVersion();
    }
}
