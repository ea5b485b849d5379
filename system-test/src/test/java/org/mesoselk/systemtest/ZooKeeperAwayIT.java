package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A ZooKeeper of three servers goes away wholly or in part: the scheduler says so, touches no task, and goes on by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooKeeperAwayIT {

    private static final int SERVERS = 3;

    @TempDir
    static Path folder;

    private Installation mesos;
    private String uuid;
    private Map<String, String> tasks;
    private long scheduler;

    @BeforeAll
    void start() throws Exception {
        mesos = Installation.in(folder)
                .zooKeepers(SERVERS)
                .agents(2)
                .elasticsearch()
                .scheduler("--nodes", "2", "--zookeeper-session-timeout", "4s")
                .start();
        tasks = Members.tasks(mesos.awaitReady(2));
        uuid = Elasticsearch.uuid(mesos);
        scheduler = mesos.scheduler().pid();
    }

    @AfterAll
    void end() {
        if (mesos != null) {
            mesos.close();
        }
    }

    @Test
    void oneOfThreeServersIsNotNeeded() throws Exception {
        for (int lost = 0; lost < SERVERS; lost++) {
            mesos.zooKeeper().server(lost).kill();
            int wanted = mesos.status().path("wanted").asInt() == 2 ? 3 : 2;
            // A third member finds no agent: only the record is of interest.
            Await.until(
                    "the target " + wanted + " stored without server " + lost,
                    Duration.ofMinutes(1),
                    () -> mesos.scale(wanted, ""),
                    answer -> answer.status() == 200);
            mesos.zooKeeper().start(lost);
        }
        assertThat(mesos.scale(2, "").status()).isEqualTo(200);
        assertNothingHappened();
    }

    @Test
    void oneThatOnlyCanBeReadIsAsGoodAsNone() throws Exception {
        mesos.zooKeeper().server(0).kill();
        mesos.zooKeeper().server(1).kill();
        Await.until(
                "a server that can be read only",
                Duration.ofMinutes(1),
                () -> mesos.zooKeeper().says(2),
                says -> says.contains("Mode: read-only"));
        awaitSaid();
        assertThat(mesos.scale(1, "?confirm=true").status())
                .as("a target that cannot be stored")
                .isEqualTo(503);
        mesos.zooKeeper().startDead();
        assertNothingHappened();
    }

    @Test
    void halfAMinuteWithoutZooKeeperChangesNothing() throws Exception {
        stayAway(Duration.ofSeconds(30));
    }

    @Test
    @EnabledIfSystemProperty(named = "matrix.all", matches = "true")
    void fiveMinutesWithoutZooKeeperChangeNothing() throws Exception {
        stayAway(Duration.ofMinutes(5));
    }

    private void stayAway(Duration time) throws Exception {
        try (Ledger ledger = Ledger.calm(mesos, "away-" + time.toSeconds())) {
            for (int i = 0; i < SERVERS; i++) {
                mesos.zooKeeper().server(i).kill();
            }
            awaitSaid();
            assertThat(mesos.scale(1, "?confirm=true").status())
                    .as("a target that cannot be stored")
                    .isEqualTo(503);
            long end = System.nanoTime() + time.toNanos();
            Await.until(
                    time + " without ZooKeeper, and no change",
                    time.plusMinutes(1),
                    () -> {
                        assertThat(Members.tasks(mesos.status())).isEqualTo(tasks);
                        assertThat(mesos.status().path("waits").toString()).contains("zookeeper-unavailable");
                        return System.nanoTime();
                    },
                    now -> now - end >= 0);
            mesos.zooKeeper().start();
            assertNothingHappened();
            ledger.stop();
            assertThat(ledger.missing()).as("of %d", ledger.size()).isEmpty();
        }
    }

    @Test
    void aSessionThatExpiredIsReplacedByANewOne() throws Exception {
        long before = epoch();
        mesos.scheduler().signal("STOP");
        // Longer than the session: ZooKeeper ends it while its holder sleeps.
        Blow.aWhile();
        mesos.scheduler().signal("CONT");
        // Until it hears of it, the process answers as before; a write in that time is refused (503), not lost.
        Await.until("a new term", Duration.ofMinutes(1), this::epoch, now -> now > before);
        assertNothingHappened();
        assertThat(mesos.scale(2, "").status()).as("a write after it").isEqualTo(200);
    }

    private void awaitSaid() {
        Await.until(
                "the wait zookeeper-unavailable",
                Duration.ofMinutes(1),
                mesos::status,
                seen -> seen.path("waits").toString().contains("zookeeper-unavailable"));
    }

    /** Of the term that the scheduler is in, 0 between two. */
    private long epoch() throws IOException {
        return mesos.status().path("leadership").path("epoch").asLong();
    }

    private void assertNothingHappened() throws IOException {
        Wholeness.await(mesos, 2, uuid);
        assertThat(Members.tasks(mesos.status())).as("tasks").isEqualTo(tasks);
        assertThat(mesos.scheduler().pid())
                .as("the scheduler went on by itself")
                .isEqualTo(scheduler);
    }
}
