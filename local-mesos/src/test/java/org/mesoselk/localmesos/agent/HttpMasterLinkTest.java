package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.HttpService;
import org.mesoselk.localmesos.http.Records;
import org.mesoselk.localmesos.http.ResponseStream;
import org.mesoselk.localmesos.http.Routes;
import org.mesoselk.localmesos.link.LinkCodec;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;

class HttpMasterLinkTest {

    private static final AgentID ID = AgentID.newBuilder().setValue("agent-1").build();

    private final List<ToMaster> atMaster = new CopyOnWriteArrayList<>();
    private final List<ToAgent> atAgent = new CopyOnWriteArrayList<>();
    private final List<String> disconnections = new CopyOnWriteArrayList<>();
    private final List<ResponseStream> streams = new CopyOnWriteArrayList<>();
    private volatile int silenceMillis;
    private HttpService leader;
    private HttpService standby;

    @BeforeEach
    void startMasters() throws Exception {
        leader = lead(0);
        standby = HttpService.start(
                "127.0.0.1",
                0,
                "standby",
                request -> HttpAnswer.empty(307)
                        .with("Location", leader.url().substring("http:".length()) + request.path()));
    }

    private HttpService lead(int port) {
        return lead(
                port, new Routes().post("/internal/agent", this::register).post("/internal/agent/call", this::call));
    }

    /** A port that was left may be the near end of somebody's connection for a moment. */
    private static HttpService lead(int port, Routes routes) {
        return Awaitility.await("listening on port " + port)
                .ignoreExceptionsInstanceOf(IOException.class)
                .atMost(Duration.ofSeconds(30))
                .until(() -> HttpService.start("127.0.0.1", port, "leader", routes), Objects::nonNull);
    }

    @AfterEach
    void endMasters() {
        standby.close();
        leader.close();
    }

    private HttpAnswer register(HttpRequest request) {
        atMaster.add(LinkCodec.toMaster(request.body()));
        return HttpAnswer.stream("application/json", stream -> {
            stream.write(Records.frame(LinkCodec.encode(new ToAgent.Registered("m", ID, silenceMillis))));
            streams.add(stream);
        });
    }

    private HttpAnswer call(HttpRequest request) {
        if (!request.header("Agent-Id").orElse("").equals("agent-1")) {
            return HttpAnswer.text(400, "who are you");
        }
        atMaster.add(LinkCodec.toMaster(request.body()));
        return HttpAnswer.empty(202);
    }

    /** @param silence as the master says it */
    private HttpMasterLink link(String master, Duration silence) {
        silenceMillis = (int) silence.toMillis();
        AgentOptions options = AgentOptions.builder(master, Path.of("unused")).build();
        HttpMasterLink link = new HttpMasterLink(options, new LinkListener() {
            @Override
            public ToMaster.Register register() {
                AgentInfo info = AgentInfo.newBuilder().setHostname("h").build();
                return new ToMaster.Register(info, 5051, List.of(), List.of(), List.of());
            }

            @Override
            public void received(ToAgent message) {
                atAgent.add(message);
            }

            @Override
            public void disconnected(String cause) {
                disconnections.add(cause);
            }
        });
        link.start();
        return link;
    }

    private void awaitRegistrations(int count) {
        Awaitility.await(count + " registrations")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(atAgent.stream().filter(ToAgent.Registered.class::isInstance))
                        .hasSize(count));
    }

    @Test
    void messagesGoBothWaysInOrderAlsoThroughAStandby() {
        HttpMasterLink link = link(standby.url(), Duration.ofMinutes(1));
        awaitRegistrations(1);
        for (int status = 0; status < 20; status++) {
            link.send(new ToMaster.ExecutorExited(Tasks.FRAMEWORK, Tasks.executorId("x"), status, false));
        }
        Awaitility.await().until(() -> atMaster.size() == 21);
        assertThat(atMaster.subList(1, 21))
                .extracting(message -> ((ToMaster.ExecutorExited) message).status())
                .isSorted();
        streams.get(0).write(Records.frame(LinkCodec.encode(new ToAgent.Ping())));
        Awaitility.await().until(() -> atAgent.contains(new ToAgent.Ping()));
        link.close();
    }

    @Test
    void aLinkThatEndsIsMadeAgain() {
        HttpMasterLink link = link(leader.url(), Duration.ofMinutes(1));
        awaitRegistrations(1);
        streams.get(0).abort();
        awaitRegistrations(2);
        assertThat(disconnections).hasSize(1);
        link.close();
    }

    @Test
    void theDeathOfAMasterDoesNotEndTheLinkToTheNextOne() throws Exception {
        HttpMasterLink link = link(leader.url(), Duration.ofSeconds(2));
        awaitRegistrations(1);
        leader.close();
        leader = lead(leader.port());
        awaitRegistrations(2);
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    streams.get(1).write(Records.frame(LinkCodec.encode(new ToAgent.Ping())));
                    return disconnections.size() == 1;
                });
        link.close();
    }

    @Test
    void aLeaderThatWasElectedIsFollowedThoughTheOldOneStillHoldsTheLink() throws Exception {
        try (TestingServer zooKeeper = new TestingServer();
                CuratorFramework zk =
                        CuratorFrameworkFactory.newClient(zooKeeper.getConnectString(), new RetryOneTime(100));
                HttpService second = HttpService.start(
                        "127.0.0.1", 0, "second", new Routes().post("/internal/agent", this::register))) {
            zk.start();
            zk.create().creatingParentsIfNeeded().forPath("/mesos/json.info_0000000001", masterInfo(leader));
            HttpMasterLink link = link("zk://" + zooKeeper.getConnectString() + "/mesos", Duration.ofMinutes(5));
            awaitRegistrations(1);
            zk.create().forPath("/mesos/json.info_0000000002", masterInfo(second));
            zk.delete().forPath("/mesos/json.info_0000000001");
            awaitRegistrations(2);
            assertThat(disconnections).hasSize(1);
            link.close();
        }
    }

    private static byte[] masterInfo(HttpService master) {
        return ("{\"address\": {\"ip\": \"127.0.0.1\", \"port\": " + master.port() + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMasterThatIsSilentForItsOwnPingTimeOutIsLookedForAgain() {
        HttpMasterLink link = link(leader.url(), Duration.ofMillis(300));
        awaitRegistrations(2);
        assertThat(disconnections).isNotEmpty();
        link.close();
    }

    @Test
    void whatWasSaidJustBeforeTheEndIsDelivered() {
        HttpMasterLink link = link(leader.url(), Duration.ofMinutes(1));
        awaitRegistrations(1);
        link.send(new ToMaster.Unregister());
        link.close();
        assertThat(atMaster).endsWith(new ToMaster.Unregister());
    }

    @Test
    void aMasterThatIsNotThereYetIsWaitedFor() throws Exception {
        int port = leader.port();
        leader.close();
        HttpMasterLink link = link("http://127.0.0.1:" + port, Duration.ofMinutes(1));
        leader = lead(port, new Routes().post("/internal/agent", this::register));
        awaitRegistrations(1);
        link.close();
    }
}
