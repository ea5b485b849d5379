package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Three ZooKeeper servers. */
class EnsembleTest {

    @Test
    void oneOfThreeServersIsLostAndTheLeaderGoesOnInItsTerm() throws Exception {
        try (TestingCluster servers = new TestingCluster(3)) {
            servers.start();
            try (TestProcess process = new TestProcess("first", servers.getConnectString())) {
                awaitTrue("it leads", process::leads);
                process.subscribed("F-1");
                awaitTrue("it stores", () -> process.frameworkId().equals(Optional.of("F-1")));
                InstanceSpec used = servers.findConnectionInstance(
                        process.zookeeper.getZookeeperClient().getZooKeeper());
                assertThat(servers.killServer(used)).isTrue();
                process.subscribed("F-2");
                awaitTrue(
                        "it goes on",
                        () -> process.leads() && process.frameworkId().equals(Optional.of("F-2")));
                assertThat(process.epochs).containsExactly(1L);
            }
        }
    }

    private static void awaitTrue(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
