package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ZooKeeperDetectorTest {

    private static final Duration SLACK = Duration.ofSeconds(30);

    private TestingServer server;
    private CuratorFramework masters;

    @BeforeEach
    void startZooKeeper() throws Exception {
        server = new TestingServer(true);
        masters = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
        masters.start();
    }

    @AfterEach
    void stop() throws Exception {
        masters.close();
        server.close();
    }

    @Test
    void theContenderWithTheLowestNumberLeadsAndWhenItGoesTheNextIsNewsAtOnce() throws Exception {
        try (MasterDetector detector = detector()) {
            assertThat(detector.detect())
                    .isEqualTo(new MasterDetector.NotFound("There is no /mesos in ZooKeeper at zk://"
                            + server.getConnectString() + "/mesos: no master was ever started there"));

            masters.create().forPath("/mesos");
            masters.create().forPath("/mesos/log_replicas");
            assertNews(
                    detector,
                    new MasterDetector.NotFound(
                            "No master leads at zk://" + server.getConnectString() + "/mesos at the moment"));

            String first = contend(15050);
            contend(15051);
            assertNews(detector, new MasterDetector.Candidate(URI.create("http://127.0.0.1:15050")));

            masters.delete().forPath(first);
            assertNews(detector, new MasterDetector.Candidate(URI.create("http://127.0.0.1:15051")));
        }
    }

    @Test
    void withoutNewsTheWaitLastsAsLongAsAllowed() throws Exception {
        contend(15050);
        try (MasterDetector detector = detector()) {
            detector.detect();
            long start = System.nanoTime();
            detector.awaitNews(Duration.ofMillis(300));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        }
    }

    @Test
    void aZooKeeperThatIsOutOfReachIsAnErrorAndNotNoMaster() throws Exception {
        contend(15050);
        try (MasterDetector detector = detector()) {
            assertThat(detector.detect()).isInstanceOf(MasterDetector.Candidate.class);
            server.stop();

            assertThat(detector.detect())
                    .isInstanceOfSatisfying(
                            MasterDetector.NotFound.class,
                            notFound -> assertThat(notFound.why())
                                    .startsWith("ZooKeeper cannot be asked for the master at zk://"));
            server.restart();
            await().atMost(SLACK).until(() -> detector.detect() instanceof MasterDetector.Candidate);
        }
    }

    @Test
    void aProtectedPathIsReadWithTheCredentialsAndRefusedWithoutSayingThem() throws Exception {
        String digest = DigestAuthenticationProvider.generateDigest("user:secret");
        List<ACL> acl = List.of(new ACL(ZooDefs.Perms.ALL, new Id("digest", digest)));
        contend(15050);
        masters.setACL().withACL(acl).forPath("/mesos");

        try (MasterDetector detector =
                MasterDetectors.parse("zk://user:secret@" + server.getConnectString() + "/mesos")) {
            assertThat(detector.detect()).isInstanceOf(MasterDetector.Candidate.class);
        }
        try (MasterDetector detector =
                MasterDetectors.parse("zk://user:wrong@" + server.getConnectString() + "/mesos")) {
            assertThat(detector.detect())
                    .isEqualTo(new MasterDetector.NotFound("ZooKeeper refuses to show zk://" + server.getConnectString()
                            + "/mesos: the credentials are missing or wrong"));
        }
    }

    @Test
    void aRecordThatIsNoMasterInfoIsSaidToBeNone() throws Exception {
        masters.create().creatingParentsIfNeeded().forPath("/mesos/json.info_0000000001", "{".getBytes(UTF_8));
        try (MasterDetector detector = detector()) {
            assertThat(detector.detect())
                    .isInstanceOfSatisfying(
                            MasterDetector.NotFound.class,
                            notFound -> assertThat(notFound.why()).endsWith("is not JSON"));
            masters.setData().forPath("/mesos/json.info_0000000001", "{\"port\": \"x\"}".getBytes(UTF_8));
            assertNews(
                    detector,
                    new MasterDetector.NotFound("The leading master's record at zk://" + server.getConnectString()
                            + "/mesos has no address"));
        }
    }

    @Test
    void aClientFollowsTheLeadToAnotherMaster() throws Exception {
        SchedulerLog log = new SchedulerLog();
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("u").setName("n").build();
        try (FakeMaster first = new FakeMaster();
                FakeMaster second = new FakeMaster();
                MesosSchedulerClient client = MesosSchedulerClient.builder(detector(), () -> info, log)
                        .build()) {
            String node = contend(first.uri().getPort());
            client.start();
            await().atMost(SLACK).until(() -> log.types().equals(List.of(SUBSCRIBED)));

            contend(second.uri().getPort());
            first.hangUp();
            masters.delete().forPath(node);

            await().atMost(SLACK).until(() -> log.types().equals(List.of(SUBSCRIBED, SUBSCRIBED)));
            assertThat(second.subscribes.get(0).getFrameworkId().getValue()).isEqualTo(FakeMaster.FRAMEWORK);
        }
    }

    private MasterDetector detector() {
        return MasterDetectors.parse("zk://" + server.getConnectString() + "/mesos");
    }

    private static void assertNews(MasterDetector detector, MasterDetector.Detection expected)
            throws InterruptedException {
        long start = System.nanoTime();
        MasterDetector.Detection found;
        do {
            detector.awaitNews(SLACK);
            found = detector.detect();
        } while (!found.equals(expected) && System.nanoTime() - start < SLACK.toNanos());
        assertThat(found).isEqualTo(expected);
        // What is only found when the wait is over was no news.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SLACK);
    }

    /** As the recorded master did it. */
    private String contend(int port) throws Exception {
        String masterInfo = """
                {"address":{"hostname":"localhost","ip":"127.0.0.1","port":%d},"hostname":"localhost",\
                "id":"2ecb133c-c136-411c-a674-a382423d8bef","ip":16777343,"pid":"master@127.0.0.1:%d","port":%d,\
                "version":"1.12.0"}""".formatted(port, port, port);
        return masters.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                .forPath("/mesos/json.info_", masterInfo.getBytes(UTF_8));
    }
}
