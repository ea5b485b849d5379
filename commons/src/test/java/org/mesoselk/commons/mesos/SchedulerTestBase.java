package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One master, one client, and what the client told. */
abstract class SchedulerTestBase {

    static final Duration SLACK = Duration.ofSeconds(30);

    final SchedulerLog log = new SchedulerLog();
    FakeMaster master;
    Optional<MesosSchedulerClient> client = Optional.empty();

    @BeforeEach
    void startMaster() throws IOException {
        master = new FakeMaster();
    }

    @AfterEach
    void stop() throws IOException {
        client.ifPresent(MesosSchedulerClient::close);
        master.close();
    }

    MesosSchedulerClient.Builder builder(String masters) {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("root").setName("test").build();
        return MesosSchedulerClient.builder(MasterDetectors.parse(masters), () -> info, log)
                .timings(timings(Duration.ofSeconds(20)));
    }

    static SchedulerTimings timings(Duration call) {
        return new SchedulerTimings(
                Duration.ofSeconds(20), call, 3, Duration.ofMillis(10), Duration.ofMillis(50), 3, 3);
    }

    MesosSchedulerClient start(MesosSchedulerClient.Builder builder) {
        MesosSchedulerClient started = builder.build();
        client = Optional.of(started);
        started.start();
        return started;
    }

    /** A client of {@link #master} that is subscribed. */
    MesosSchedulerClient subscribed() {
        MesosSchedulerClient started = start(builder(master.hostPort()));
        eventually(() -> assertThat(log.types()).contains(org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED));
        return started;
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(SLACK).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
    }

    static CallResult result(CompletableFuture<CallResult> future) throws Exception {
        return future.get(SLACK.toSeconds(), TimeUnit.SECONDS);
    }

    static Call kill(String task) {
        return Call.newBuilder()
                .setType(Call.Type.KILL)
                .setKill(Call.Kill.newBuilder().setTaskId(TaskID.newBuilder().setValue(task)))
                .build();
    }

    static Call call(Call.Type type) {
        return Call.newBuilder().setType(type).build();
    }

    static List<String> killed(List<Call> calls) {
        return calls.stream().map(call -> call.getKill().getTaskId().getValue()).toList();
    }
}
