package org.mesoselk.benchmarks.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.mesoselk.benchmarks.Await;
import org.mesoselk.benchmarks.Bench;
import org.mesoselk.benchmarks.Row;
import org.mesoselk.benchmarks.Scene;
import tools.jackson.databind.JsonNode;

/** How long after SIGKILL of the leading scheduler the standby has reconciled every task. */
public final class FailoverBench implements Bench {

    private static final int TASKS = 1_000;
    private static final String FRAMEWORK = "5d38a5be-0b5f-4f3b-9d7e-93ab2c7f1a90-0000";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** What --zookeeper-session-timeout is when nobody sets it: the limit, as nobody may take over before. */
    private static final double SESSION = 10;

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String summary() {
        return "leading scheduler killed to standby reconciled, 1,000 tasks";
    }

    @Override
    public int repetitions() {
        return 3;
    }

    @Override
    public List<Row> run(int repetitions, Scene scene) throws Exception {
        List<Double> elected = new ArrayList<>();
        List<Double> subscribed = new ArrayList<>();
        List<Double> reconciled = new ArrayList<>();
        List<SchedulerProcess> started = new ArrayList<>();
        try (TestingServer zookeeper = new TestingServer(
                        new InstanceSpec(scene.folder().resolve("zookeeper").toFile(), -1, -1, -1, false, -1), true);
                MasterStandIn master = new MasterStandIn(FRAMEWORK)) {
            try {
                ManyMembers.record(zookeeper.getConnectString(), FRAMEWORK, TASKS);
                for (int number = 0; number <= repetitions; number++) {
                    SchedulerProcess next = SchedulerProcess.start(
                            scene, "scheduler-" + number, zookeeper.getConnectString(), master.url());
                    started.add(next);
                    next.awaitReady();
                    if (number > 0) {
                        SchedulerProcess leader = started.get(number - 1);
                        awaitReconciled(leader, Instant.EPOCH);
                        Instant killed = Instant.now();
                        leader.kill();
                        JsonNode after = awaitReconciled(next, killed);
                        elected.add(since(killed, after, "electedAt"));
                        subscribed.add(since(killed, after, "subscribedAt"));
                        reconciled.add(since(killed, after, "reconciledAt"));
                        scene.tell(
                                "  after s: elected %s, subscribed %s, reconciled %s", elected, subscribed, reconciled);
                    }
                }
            } finally {
                started.forEach(SchedulerProcess::close);
            }
        }
        List<Double> limit = reconciled.stream().map(any -> SESSION).toList();
        return List.of(
                Row.compared("SIGKILL of the leader to elected", "s", elected, "ZooKeeper session", limit),
                Row.plain("… to subscribed, the records of 1,000 members read", "s", subscribed),
                Row.compared("… to 1,000 tasks reconciled", "s", reconciled, "ZooKeeper session", limit)
                        .atMost(SESSION + 3));
    }

    private static JsonNode awaitReconciled(SchedulerProcess scheduler, Instant after) throws InterruptedException {
        List<JsonNode> seen = new ArrayList<>();
        Await.until("all tasks reconciled", PATIENCE, () -> {
            JsonNode leadership = scheduler.leadership();
            seen.add(leadership);
            return leadership.path("reconciledAt").isString()
                    && Instant.parse(leadership.path("electedAt").asString()).isAfter(after);
        });
        return seen.get(seen.size() - 1);
    }

    private static double since(Instant killed, JsonNode leadership, String what) {
        return Scene.seconds(
                Duration.between(killed, Instant.parse(leadership.path(what).asString())));
    }
}
