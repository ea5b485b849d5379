package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.curator.test.TestingServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several scheduler processes of one framework at a real ZooKeeper. */
@Execution(ExecutionMode.CONCURRENT)
class TermsTest {
    private static final Leadership.Leader FIRST_LEADS = new Leadership.Another("http://first");

    private final List<TestProcess> processes = new ArrayList<>();
    private TestingServer server;
    private boolean isServerAway;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
    }

    @AfterEach
    void stop() throws Exception {
        if (isServerAway) {
            // Processes leave the election properly only where there is a server.
            server.restart();
        }
        for (TestProcess process : processes) {
            process.close();
        }
        server.close();
    }

    private void stopServer() throws Exception {
        server.stop();
        isServerAway = true;
    }

    private void restartServer() throws Exception {
        server.restart();
        isServerAway = false;
    }

    private TestProcess process(String name) throws Exception {
        TestProcess process = new TestProcess(name, server.getConnectString());
        processes.add(process);
        return process;
    }

    private TestProcess leader(String name) throws Exception {
        TestProcess process = process(name);
        await(name + " leads", process::leads);
        return process;
    }

    private TestProcess standby(String name) throws Exception {
        TestProcess process = process(name);
        await(name + " stands by", () -> process.leadership.leader().equals(FIRST_LEADS));
        return process;
    }

    private void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }

    private void stores(TestProcess process, String id) {
        await(id + " is stored by " + process, () -> {
            if (!process.frameworkId().equals(Optional.of(id))) {
                process.subscribed(id);
            }
            return process.frameworkId().equals(Optional.of(id));
        });
    }

    @Test
    void oneLeadsAndTheOtherKnowsWho() throws Exception {
        TestProcess first = leader("first");
        TestProcess second = standby("second");
        stores(first, "F-1");
        assertThat(second.leadership.leader()).isEqualTo(FIRST_LEADS);
        assertThat(second.epochs).isEmpty();
        assertThat(first.epochs).containsExactly(1L);
    }

    @Test
    void aLeaderThatIsStoppedIsFollowedBeforeItsSessionIsOver() throws Exception {
        TestProcess first = leader("first");
        TestProcess second = standby("second");
        stores(first, "F-1");
        first.stop();
        // The session of the first goes on: it was not closed.
        await("the second leads", second::leads);
        assertThat(first.exited.join()).isEqualTo(new Exit(0, "stopped"));
        assertThat(second.frameworkId()).contains("F-1");
        assertThat(second.epochs).containsExactly(2L);
    }

    @Test
    void anOldLeaderThatWasHeldBetweenDecidingAndStoringStoresNothingCallsNothingAndStandsBy() throws Exception {
        TestProcess first = leader("first");
        TestProcess second = standby("second");
        CountDownLatch release = new CountDownLatch(1);
        first.held = Optional.of(release);
        first.subscribed("F-old");
        assertThat(first.isHeld.await(60, TimeUnit.SECONDS)).isTrue();
        first.expireSession();
        await("the second leads", second::leads);
        // It has written nothing yet: only the epoch is in the way of the first.
        release.countDown();
        await("the first stands by", () -> first.leadership.leader().equals(new Leadership.Another("http://second")));
        assertThat(first.calls).isEmpty();
        stores(second, "F-new");
        assertThat(new String(
                        second.zookeeper.getData().forPath("/mesos-elk/elasticsearch/fw/framework"),
                        StandardCharsets.UTF_8))
                .contains("F-new")
                .doesNotContain("F-old");
        assertThat(first.exited).isNotDone();
    }

    @Test
    void aLoneSchedulerWhoseSessionExpiresIsElectedAgainAndGoesOn() throws Exception {
        TestProcess lone = leader("first");
        stores(lone, "F-1");
        lone.expireSession();
        await("a second term", () -> lone.epochs.size() == 2 && lone.leads());
        assertThat(lone.frameworkId()).contains("F-1");
        stores(lone, "F-2");
        assertThat(lone.epochs).containsExactly(1L, 2L);
        assertThat(lone.exited).isNotDone();
    }

    @Test
    void aZooKeeperThatIsAwayForLessThanASessionTakesNoLeadershipAway() throws Exception {
        TestProcess lone = leader("first");
        stores(lone, "F-1");
        stopServer();
        await("it says so", () -> lone.waits().contains("zookeeper-unavailable"));
        lone.subscribed("F-2");
        assertThat(lone.board.read().deciding()).isFalse();
        restartServer();
        await("it goes on", () -> lone.frameworkId().equals(Optional.of("F-2")) && lone.leads());
        assertThat(lone.waits()).isEmpty();
        assertThat(lone.epochs).containsExactly(1L);
    }

    @Test
    void aZooKeeperThatIsAwayForLongerEndsTheTermAndTheNextOneGoesOn() throws Exception {
        TestProcess lone = leader("first");
        stores(lone, "F-1");
        stopServer();
        await("nobody leads", () -> lone.leadership.leader() instanceof Leadership.Nobody);
        await("it says so", () -> lone.waits().contains("zookeeper-unavailable"));
        assertThat(lone.leadership.leader())
                .isInstanceOfSatisfying(
                        Leadership.Nobody.class,
                        nobody -> assertThat(nobody.isLastKnown()).isTrue());
        assertThat(lone.frameworkId()).as("stays readable").contains("F-1");
        assertThat(lone.leadership.zooKeeperAnswers()).isFalse();
        restartServer();
        await("a second term", () -> lone.epochs.size() == 2 && lone.leads());
        assertThat(lone.frameworkId()).contains("F-1");
        assertThat(lone.waits()).isEmpty();
        stores(lone, "F-2");
    }

    @Test
    void aStandbyThatLosesItsSessionStillTakesOver() throws Exception {
        TestProcess first = leader("first");
        TestProcess second = standby("second");
        second.expireSession();
        restartServer();
        await("the first goes on", first::leads);
        first.stop();
        await("the second leads", second::leads);
    }

    @Test
    void aRecordThatCannotBeReadEndsTheProcess() throws Exception {
        TestProcess first = leader("first");
        first.zookeeper.setData().forPath("/mesos-elk/elasticsearch/fw/spec", new byte[] {'{'});
        first.stop();
        TestProcess second = process("second");
        assertThat(second.exited.get(60, TimeUnit.SECONDS)).satisfies(exit -> {
            assertThat(exit.code()).hasValue(1);
            assertThat(exit.sentence()).contains("/mesos-elk/elasticsearch/fw/spec");
        });
    }
}
