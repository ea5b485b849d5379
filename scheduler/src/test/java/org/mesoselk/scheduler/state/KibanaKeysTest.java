package org.mesoselk.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KeysView;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.kibana.KeysObserver;

/** Made once for each group, and the same for whoever asks. */
class KibanaKeysTest {
    private static final String PATH = "/mesos-elk/kibana/kibana/keys";
    private static final EncryptionKeys ONE = new EncryptionKeys("01".repeat(32));
    private static final EncryptionKeys OTHER = new EncryptionKeys("02".repeat(32));

    private final List<CuratorFramework> clients = new ArrayList<>();
    private TestingServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(CuratorFramework::close);
        server.close();
    }

    private CuratorFramework client(ZooKeeperAccess access) throws Exception {
        CuratorFramework client = ZooKeeperConnection.open(
                server.getConnectString(), "", Duration.ofSeconds(20), Duration.ofSeconds(30), access, line -> {});
        clients.add(client);
        return client;
    }

    private static KibanaKeys keys(Tree tree, EncryptionKeys fresh) {
        return new KibanaKeys(tree, "", "kibana", () -> fresh);
    }

    @Test
    void theyAreMadeOnceAndReadByAllLaterSchedulers() throws Exception {
        CuratorFramework client = client(ZooKeeperAccess.OPEN);
        assertThat(keys(new ZooKeeperTree(client), ONE).of("default")).isEqualTo(ONE);
        assertThat(keys(new ZooKeeperTree(client), OTHER).of("default")).isEqualTo(ONE);
        assertThat(keys(new ZooKeeperTree(client), OTHER).of("logs")).isEqualTo(OTHER);
    }

    @Test
    void theyAreNoRecordAndStayWhenRecordsAreRead() throws Exception {
        CuratorFramework client = client(ZooKeeperAccess.OPEN);
        keys(new ZooKeeperTree(client), ONE).of("default");
        RecordStore store = new RecordStore(
                new ZooKeeperTree(client), "", Product.KIBANA, "kibana", InstantSource.fixed(Samples.NOW));
        Records records = store.takeOver(KibanaSpec.first(new TreeMap<>(Map.of("default", 1))));
        store.write(records, records.with(KibanaSpec.of(records).withCount("default", 2)));
        assertThat(store.look().orElseThrow().spec().toString()).doesNotContain("0101");
        assertThat(keys(new ZooKeeperTree(client), OTHER).of("default")).isEqualTo(ONE);
    }

    @Test
    void whoLosesTheRaceReadsTheWinners() throws Exception {
        CuratorFramework client = client(ZooKeeperAccess.OPEN);
        KibanaKeys winner = keys(new ZooKeeperTree(client), ONE);
        KibanaKeys loser = new KibanaKeys(new ZooKeeperTree(client), "", "kibana", () -> {
            try {
                winner.of("default");
            } catch (StoreUnavailableException e) {
                throw new IllegalStateException(e);
            }
            return OTHER;
        });
        assertThat(loser.of("default")).isEqualTo(ONE);
    }

    @Test
    void onesThatCannotBeReadAreLeftAsTheyAre() throws Exception {
        CuratorFramework client = client(ZooKeeperAccess.OPEN);
        byte[] spoilt = "{\"schemaVersion\":1,\"secret\":\"zz-hunter2\"}".getBytes(StandardCharsets.UTF_8);
        client.create().creatingParentsIfNeeded().forPath(PATH + "/default", spoilt);
        assertThatThrownBy(() -> keys(new ZooKeeperTree(client), ONE).of("default"))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(PATH + "/default")
                .hasMessageNotContaining("hunter2");
        assertThat(client.getData().forPath(PATH + "/default")).isEqualTo(spoilt);
    }

    @Test
    void nobodyElseReadsThemEvenWhereTheRecordsMayBeRead() throws Exception {
        ZooKeeperAccess access = new ZooKeeperAccess(Optional.of("elk:hunter2"), true, Optional.empty());
        CuratorFramework own = client(access);
        keys(new ZooKeeperTree(own), ONE).of("default");
        CuratorFramework stranger = client(ZooKeeperAccess.OPEN);
        assertThatThrownBy(() -> stranger.getData().forPath(PATH + "/default"))
                .isInstanceOf(KeeperException.NoAuthException.class);
        new GuardRecords(own, access)
                .below("/mesos-elk/kibana/kibana", "/mesos-elk/kibana/kibana", Duration.ofSeconds(30), line -> {});
        assertThatThrownBy(() -> stranger.getData().forPath(PATH + "/default"))
                .isInstanceOf(KeeperException.NoAuthException.class);
        assertThat(stranger.getChildren().forPath("/mesos-elk/kibana/kibana")).containsExactly("keys");
    }

    @Test
    void anObserverTellsWhyThereAreNoneAndThenTellsThem() throws Exception {
        List<Input> told = new CopyOnWriteArrayList<>();
        AtomicBoolean isAway = new AtomicBoolean(true);
        KeysObserver.Finder finder = group -> {
            if (isAway.get()) {
                throw new StoreUnavailableException("ZooKeeper is away", null);
            }
            return ONE;
        };
        try (KeysObserver observer = new KeysObserver(finder, Set.of("default"), told::add)) {
            observer.start();
            await().untilAsserted(() -> assertThat(told)
                    .containsExactly(new Input.KeysSeen("default", new KeysView.Unknown("ZooKeeper is away"))));
            isAway.set(false);
            await().untilAsserted(() ->
                    assertThat(told).hasSize(2).contains(new Input.KeysSeen("default", new KeysView.Known(ONE))));
        }
        assertThat(told.toString()).doesNotContain("0101");
    }
}
