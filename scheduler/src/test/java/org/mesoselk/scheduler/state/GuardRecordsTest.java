package org.mesoselk.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Product;

class GuardRecordsTest {
    private static final String BASE = "/mesos-elk/elasticsearch/fw";

    private final List<CuratorFramework> clients = new ArrayList<>();
    private TestingServer server;
    private CuratorFramework stranger;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
        stranger = client("", ZooKeeperAccess.OPEN);
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(CuratorFramework::close);
        server.close();
    }

    private CuratorFramework client(String chroot, ZooKeeperAccess access) throws Exception {
        CuratorFramework client = ZooKeeperConnection.open(
                server.getConnectString(), chroot, Duration.ofSeconds(20), Duration.ofSeconds(30), access, line -> {});
        clients.add(client);
        return client;
    }

    private static ZooKeeperAccess as(String digest) {
        return new ZooKeeperAccess(Optional.of(digest), false, Optional.empty());
    }

    private static RecordStore store(CuratorFramework client) {
        return new RecordStore(
                new ZooKeeperTree(client), "", Product.ELASTICSEARCH, "fw", InstantSource.fixed(Samples.NOW));
    }

    private static void guard(CuratorFramework client, ZooKeeperAccess access) throws Exception {
        new GuardRecords(client, access).below(BASE, BASE, Duration.ofSeconds(30), line -> {});
    }

    private void assertClosed(String path) {
        assertThatThrownBy(() -> stranger.getData().forPath(path)).isInstanceOf(KeeperException.NoAuthException.class);
        assertThatThrownBy(() -> stranger.setData().forPath(path, new byte[0]))
                .isInstanceOf(KeeperException.NoAuthException.class);
        assertThatThrownBy(() -> stranger.create().forPath(path + "/x"))
                .isInstanceOf(KeeperException.NoAuthException.class);
    }

    private List<String> all(CuratorFramework client, String path) throws Exception {
        List<String> paths = new ArrayList<>(List.of(path));
        for (String child : client.getChildren().forPath(path)) {
            paths.addAll(all(client, path + "/" + child));
        }
        return paths;
    }

    @Test
    void whatIsMadeWithCredentialsIsClosedToOthersFromItsFirstMoment() throws Exception {
        ZooKeeperAccess access = as("elk:hunter2");
        CuratorFramework own = client("", access);
        guard(own, access);
        store(own).takeOver(Samples.spec());
        try (Election election = new Election(own, BASE + "/election", "http://me", Duration.ofSeconds(20))) {
            election.open(new Election.Listener() {
                @Override
                public void changed() {}

                @Override
                public void suspended() {}

                @Override
                public void lost() {}
            });
            await().atMost(Duration.ofSeconds(30)).until(election::isLeader);
            List<String> paths = all(own, BASE);
            assertThat(paths).contains(BASE + "/spec", BASE + "/epoch").hasSizeGreaterThan(9);
            assertThat(paths)
                    .anySatisfy(path -> assertThat(path).contains("/election/"))
                    .allSatisfy(this::assertClosed);
        }
        assertThat(store(own).look()).hasValue(Samples.first());
        // Other frameworks share what lies above.
        assertThat(stranger.getACL().forPath("/mesos-elk/elasticsearch")).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        stranger.create().forPath("/mesos-elk/elasticsearch/other");
    }

    @Test
    void whatWasMadeBeforeIsReadAndClosedAtTheStart() throws Exception {
        RecordStore before = store(stranger);
        before.takeOver(Samples.spec());
        ZooKeeperAccess access = as("elk:hunter2");
        CuratorFramework own = client("", access);

        guard(own, access);

        assertThat(all(own, BASE)).allSatisfy(this::assertClosed);
        assertThat(store(own).takeOver(Samples.spec())).isEqualTo(Samples.first());
        guard(own, access);
    }

    @Test
    void belowAChrootTooAndOthersMayReadWhenThatIsWanted() throws Exception {
        ZooKeeperAccess access = new ZooKeeperAccess(Optional.of("elk:hunter2"), true, Optional.empty());
        CuratorFramework own = client("/prod", access);
        guard(own, access);
        store(own).takeOver(Samples.spec());
        assertThat(stranger.getData().forPath("/prod" + BASE + "/spec")).isNotEmpty();
        assertThatThrownBy(() -> stranger.setData().forPath("/prod" + BASE + "/spec", new byte[0]))
                .isInstanceOf(KeeperException.NoAuthException.class);

        ZooKeeperAccess closed = as("elk:hunter2");
        guard(client("/prod", closed), closed);
        assertClosed("/prod" + BASE + "/spec");
    }

    @Test
    void whoHasNoOrOtherCredentialsIsToldWhatToGive() throws Exception {
        ZooKeeperAccess access = as("elk:hunter2");
        store(client("", access)).takeOver(Samples.spec());

        assertThatThrownBy(() -> guard(stranger, ZooKeeperAccess.OPEN))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(BASE)
                .hasMessageContaining("give their user and password in --zookeeper-auth-file");
        ZooKeeperAccess wrong = as("elk:wrong");
        CuratorFramework other = client("", wrong);
        assertThatThrownBy(() -> guard(other, wrong))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("check what --zookeeper-auth-file has in it")
                .hasMessageNotContaining("wrong:");
        assertThatThrownBy(() -> store(other).load())
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("--zookeeper-auth-file");
    }

    @Test
    void nothingIsThereYet() throws Exception {
        guard(stranger, ZooKeeperAccess.OPEN);
        ZooKeeperAccess access = as("elk:hunter2");
        guard(client("", access), access);
    }

    @Test
    void aZooKeeperThatFallsSilentRightAfterItWasReachedIsTriedAgain() throws Exception {
        ZooKeeperAccess access = as("elk:hunter2");
        store(stranger).takeOver(Samples.spec());
        CuratorFramework own = client("", access);
        server.stop();
        List<String> told = new ArrayList<>();

        new GuardRecords(own, access).below(BASE, "the place", Duration.ofMinutes(1), sentence -> {
            told.add(sentence);
            restart();
        });

        assertThat(told).first().asString().contains("the place").contains("trying for another");
        assertClosed(BASE + "/spec");
    }

    @Test
    void aZooKeeperThatStaysSilentIsGivenUp() throws Exception {
        CuratorFramework own = client("", ZooKeeperAccess.OPEN);
        server.stop();
        assertThatThrownBy(() -> new GuardRecords(own, ZooKeeperAccess.OPEN)
                        .below(BASE, "the place", Duration.ZERO, sentence -> {}))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the place");
    }

    private void restart() {
        try {
            server.restart();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
