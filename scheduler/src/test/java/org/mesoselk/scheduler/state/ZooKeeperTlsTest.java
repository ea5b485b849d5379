package org.mesoselk.scheduler.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.InstanceSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.zookeeper.ZooKeeperTls;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.testsupport.TestCertificates;

/** Against a real server in a process of its own, since its settings of TLS are those of its whole JVM. */
class ZooKeeperTlsTest {

    @TempDir
    static Path folder;

    @TempDir
    static Path otherFolder;

    private static TestCertificates certificates;
    private static Path own;
    private static String connect;
    private static Process server;

    @BeforeAll
    static void start() throws Exception {
        certificates = new TestCertificates(folder);
        Path identity = joined(certificates.server(), "server-both.pem");
        own = joined(certificates.issue("client", "localhost"), "client-both.pem");
        int port = InstanceSpec.getRandomPort();
        connect = "127.0.0.1:" + port;
        Path file = Files.writeString(folder.resolve("zoo.cfg"), """
                dataDir=%s
                secureClientPort=%d
                secureClientPortAddress=127.0.0.1
                tickTime=500
                maxSessionTimeout=40000
                admin.enableServer=false
                serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
                ssl.keyStore.location=%s
                ssl.keyStore.type=PEM
                ssl.trustStore.location=%s
                ssl.trustStore.type=PEM
                ssl.clientAuth=need
                """.formatted(
                        folder.resolve("data"), port, identity, certificates.authority()));
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.zookeeper.server.ZooKeeperServerMain",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.destroy();
        server.waitFor();
    }

    private static Path joined(TestCertificates.Pair pair, String name) throws IOException {
        return Files.writeString(
                folder.resolve(name), Files.readString(pair.certificate()) + Files.readString(pair.key()));
    }

    private static CuratorFramework open(Path authority, Optional<Path> identity, Duration patience) throws Exception {
        return ZooKeeperConnection.open(
                connect,
                "",
                Duration.ofSeconds(20),
                patience,
                new ZooKeeperAccess(
                        Optional.of("elk:hunter2"), false, Optional.of(new ZooKeeperTls(authority, identity))),
                line -> {});
    }

    @Test
    void recordsAreKeptAtAServerThatWantsTlsAndACertificate() throws Exception {
        try (CuratorFramework client = open(certificates.authority(), Optional.of(own), Duration.ofSeconds(90))) {
            RecordStore store = new RecordStore(
                    new ZooKeeperTree(client), "", Product.ELASTICSEARCH, "fw", InstantSource.fixed(Samples.NOW));
            assertThat(store.takeOver(Samples.spec())).isEqualTo(Samples.first());
            assertThat(store.load()).isEqualTo(Samples.first());
        } catch (StoreUnavailableException e) {
            throw new AssertionError(Files.readString(folder.resolve("server.log")), e);
        }
    }

    @Test
    void aServerOfAnotherCaIsNotTrustedAndTheSentenceSaysWhatToCheck() throws Exception {
        try (CuratorFramework works = open(certificates.authority(), Optional.of(own), Duration.ofSeconds(90))) {
            Path other = new TestCertificates(otherFolder).authority();
            assertThatThrownBy(() -> open(other, Optional.of(own), Duration.ofSeconds(1)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("--zookeeper-ca-file");
            assertThat(works.getZookeeperClient().isConnected()).isTrue();
        }
    }
}
