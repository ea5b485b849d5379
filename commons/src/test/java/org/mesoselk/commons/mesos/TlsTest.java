package org.mesoselk.commons.mesos;

import static org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.executor.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.testsupport.TestCertificates;

/** Both clients against servers that speak TLS. */
class TlsTest {

    @TempDir
    static Path folder;

    @TempDir
    static Path otherFolder;

    private static TestCertificates certificates;
    private static TestCertificates.Pair server;
    private static TestCertificates.Pair elsewhere;
    private static TestCertificates.Pair client;
    private static Path otherAuthority;

    private final SchedulerLog log = new SchedulerLog();
    private Optional<AutoCloseable> running = Optional.empty();

    @BeforeAll
    static void make() {
        certificates = new TestCertificates(folder);
        server = certificates.server();
        elsewhere = certificates.issue("elsewhere", "elsewhere.example");
        client = certificates.issue("client");
        otherAuthority = new TestCertificates(otherFolder).authority();
    }

    @AfterEach
    void stop() throws Exception {
        if (running.isPresent()) {
            running.get().close();
        }
    }

    private static SSLContext context(Path authority, Optional<TestCertificates.Pair> own) {
        try {
            return Tls.context(
                    Pem.authorities(authority),
                    own.isPresent()
                            ? Optional.of(Pem.identity(
                                    own.get().certificate(), own.get().key(), Instant.now()))
                            : Optional.empty());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static RawServer.Listen listen(TestCertificates.Pair pair, boolean wantsClient) {
        return () -> {
            SSLServerSocket socket = (SSLServerSocket) context(certificates.authority(), Optional.of(pair))
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            socket.setNeedClientAuth(wantsClient);
            return socket;
        };
    }

    private void subscribe(FakeMaster master, String scheme, Optional<SSLContext> tls) {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("u").setName("n").build();
        MesosSchedulerClient.Builder builder = MesosSchedulerClient.builder(
                        MasterDetectors.parse(scheme + master.hostPort(), tls.isPresent(), Optional.empty()),
                        () -> info,
                        log)
                .timings(SchedulerTestBase.timings(SchedulerTestBase.SLACK));
        tls.ifPresent(builder::tls);
        MesosSchedulerClient started = builder.build();
        running = Optional.of(started);
        started.start();
    }

    @Test
    void aSchedulerSubscribesAndCallsAndFollowsARedirectWithoutASchemeByTls() throws Exception {
        try (FakeMaster leader = new FakeMaster(listen(server, true));
                FakeMaster standby = new FakeMaster(listen(server, true))) {
            standby.onSubscribe =
                    (call, connection) -> connection.redirect("//" + leader.hostPort() + "/master/api/v1/scheduler");
            subscribe(standby, "", Optional.of(context(certificates.authority(), Optional.of(client))));
            SchedulerTestBase.eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
            assertThat(log.disconnections).isEmpty();
            CallResult revived = SchedulerTestBase.result(((MesosSchedulerClient) running.orElseThrow())
                    .send(SchedulerTestBase.call(org.apache.mesos.v1.scheduler.Protos.Call.Type.REVIVE)));
            assertThat(revived).isEqualTo(new CallResult.Accepted());
            assertThat(leader.calls).hasSize(1);
        }
    }

    @Test
    void aCertificateOfAnotherCaIsNotTrusted() throws Exception {
        try (FakeMaster master = new FakeMaster(listen(server, false))) {
            subscribe(master, "https://", Optional.of(context(otherAuthority, Optional.empty())));
            assertTold("its certificate is not signed by a CA that is trusted here");
            assertThat(master.requests).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws Exception {
        try (FakeMaster master = new FakeMaster(listen(elsewhere, false))) {
            subscribe(master, "https://", Optional.of(context(certificates.authority(), Optional.empty())));
            assertTold("its certificate is for another host");
            assertThat(master.requests).isEmpty();
        }
    }

    @Test
    void aMissingClientCertificateIsTold() throws Exception {
        try (FakeMaster master = new FakeMaster(listen(server, true))) {
            subscribe(master, "https://", Optional.of(context(certificates.authority(), Optional.empty())));
            assertTold("wants a client certificate");
        }
    }

    @Test
    void plainHttpToAMasterThatWantsTlsAndTheOtherWayRoundAreTold() throws Exception {
        try (FakeMaster master = new FakeMaster(listen(server, false))) {
            subscribe(master, "http://", Optional.empty());
            assertTold("does this master want TLS?");
        }
        log.disconnections.clear();
        stop();
        try (FakeMaster master = new FakeMaster()) {
            master.onSubscribe = (call, connection) -> {};
            subscribe(master, "https://", Optional.of(context(certificates.authority(), Optional.empty())));
            assertTold("speak TLS");
        }
    }

    private void assertTold(String sentence) {
        SchedulerTestBase.eventually(() -> assertThat(log.disconnections).isNotEmpty());
        assertThat(log.disconnections).first().asString().contains(sentence);
    }

    @Test
    void anExecutorSubscribesByTlsWithTheVariablesOfMesosOwnExecutors() throws Exception {
        try (FakeAgent agent = new FakeAgent(listen(server, true))) {
            List<Event> events = executor(agent, Map.of());
            SchedulerTestBase.eventually(() -> assertThat(events).hasSize(1));
            agent.lastStream().record(FakeAgent.launch("t"));
            SchedulerTestBase.eventually(() -> assertThat(events).hasSize(2));
            running.orElseThrow().close();
            SchedulerTestBase.eventually(
                    () -> assertThat(agent.lastStream().isHungUp()).isTrue());
        }
    }

    @Test
    void anExecutorTakesTheAgentsNameForTheOneInTheCertificate() throws Exception {
        try (FakeAgent agent = new FakeAgent(listen(elsewhere, false))) {
            List<Event> events = executor(agent, Map.of(AgentTls.HOSTNAME, "elsewhere.example"));
            SchedulerTestBase.eventually(() -> assertThat(events).hasSize(1));
        }
    }

    @Test
    void anExecutorDoesNotSpeakToAnAgentWithTheCertificateOfAnother() throws Exception {
        try (FakeAgent agent = new FakeAgent(listen(elsewhere, false))) {
            Map<String, String> environment = environment(agent, Map.of());
            SocketTransport transport = new SocketTransport(
                    SchedulerTestBase.SLACK,
                    Optional::empty,
                    RecordIo.DEFAULT_LIMIT,
                    ExecutorEnvironment.parse(environment).tls());
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> transport.call(
                            ExecutorEnvironment.parse(environment).agent(),
                            com.google.protobuf.ByteString.EMPTY,
                            Optional.empty(),
                            SchedulerTestBase.SLACK))
                    .isInstanceOf(Transport.NotConnectedException.class)
                    .hasMessageContaining("its certificate is for another host");
            assertThat(agent.requests).isEmpty();
        }
    }

    private List<Event> executor(FakeAgent agent, Map<String, String> more) {
        List<Event> events = new java.util.concurrent.CopyOnWriteArrayList<>();
        ExecutorListener listener = new ExecutorListener() {
            @Override
            public void event(Event event) {
                events.add(event);
            }

            @Override
            public void abandoned(String cause) {
                throw new AssertionError(cause);
            }
        };
        MesosExecutorClient started =
                new MesosExecutorClient(ExecutorEnvironment.parse(environment(agent, more)), listener);
        running = Optional.of(started);
        started.start();
        return events;
    }

    private static Map<String, String> environment(FakeAgent agent, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(agent.environment(true, "15mins"));
        environment.put("LIBPROCESS_SSL_ENABLED", "true");
        environment.put("LIBPROCESS_SSL_CA_FILE", certificates.authority().toString());
        environment.put("LIBPROCESS_SSL_CERT_FILE", client.certificate().toString());
        environment.put("LIBPROCESS_SSL_KEY_FILE", client.key().toString());
        environment.putAll(more);
        return environment;
    }

    @Test
    void aFileThatCannotBeUsedEndsAnExecutorWithASentence() throws IOException {
        try (FakeAgent agent = new FakeAgent()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> ExecutorEnvironment.parse(
                            environment(agent, Map.of("LIBPROCESS_SSL_CA_FILE", "/no/such/ca.pem"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("LIBPROCESS_SSL_CA_FILE")
                    .hasMessageContaining("there is no file /no/such/ca.pem");
        }
    }
}
