package org.mesoselk.localmesos.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mesoselk.localmesos.master.Master;
import org.mesoselk.localmesos.master.MasterOptions;

/** What a scheduler sees of 10,000 agents, over its own connections. */
@Timeout(300)
class ManyAgentsTest {

    private static final int AGENTS = 10_000;
    private static final int TASKS = 300;

    /** Seconds on an idle machine; tests share theirs with others. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private Master master;
    private SimulatedAgents agents;

    @BeforeEach
    void start() throws Exception {
        master = Master.start(MasterOptions.defaults(), InstantSource.system(), why -> {});
        agents = SimulatedAgents.start(
                master,
                new SimulatedOptions(
                        AGENTS,
                        List.of("cpus:4;mem:8192;disk:20000;ports:[31000-31999]"),
                        List.of("rack:r1", "rack:r2"),
                        Duration.ofMillis(50)),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        agents.close();
        master.close();
    }

    private static FrameworkInfo framework() {
        return FrameworkInfo.newBuilder()
                .setName("load")
                .setUser("root")
                .addRoles("*")
                .setFailoverTimeout(60)
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.MULTI_ROLE))
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE))
                .build();
    }

    @Test
    void allAreOfferedWithinSecondsAndRunAndKillTasks() throws Exception {
        long begin = System.nanoTime();
        try (RawScheduler scheduler = new RawScheduler(master.url(), framework())) {
            Map<String, Offer> offers = new LinkedHashMap<>();
            while (offers.size() < AGENTS) {
                scheduler.next().getOffers().getOffersList().forEach(offer -> offers.put(offer.getHostname(), offer));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
            assertThat(offers.values().stream()
                            .map(offer -> offer.getAttributes(0).getText().getValue())
                            .distinct())
                    .containsExactlyInAnyOrder("r1", "r2");
            List<Offer> some = offers.values().stream().limit(TASKS).toList();
            for (int i = 0; i < TASKS; i++) {
                scheduler.call(launch("t" + i, some.get(i)));
            }
            List<TaskStatus> running = awaitAll(scheduler, TaskState.TASK_RUNNING);
            assertThat(running).allMatch(status -> status.getSource() == TaskStatus.Source.SOURCE_EXECUTOR);
            for (int i = 0; i < TASKS; i++) {
                scheduler.call(Call.newBuilder()
                        .setType(Call.Type.KILL)
                        .setKill(Call.Kill.newBuilder()
                                .setTaskId(TaskID.newBuilder().setValue("t" + i))));
            }
            awaitAll(scheduler, TaskState.TASK_KILLED);
        }
    }

    /** Acknowledges everything until each task is in {@code state}. */
    private static List<TaskStatus> awaitAll(RawScheduler scheduler, TaskState state) throws Exception {
        Map<String, TaskStatus> found = new LinkedHashMap<>();
        while (found.size() < TASKS) {
            Event event = scheduler.next();
            if (event.getType() == Event.Type.UPDATE) {
                TaskStatus status = event.getUpdate().getStatus();
                scheduler.call(Call.newBuilder()
                        .setType(Call.Type.ACKNOWLEDGE)
                        .setAcknowledge(Call.Acknowledge.newBuilder()
                                .setAgentId(status.getAgentId())
                                .setTaskId(status.getTaskId())
                                .setUuid(status.getUuid())));
                if (status.getState() == state) {
                    found.put(status.getTaskId().getValue(), status);
                }
            }
        }
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, TASKS).mapToObj(i -> "t" + i).toList());
        return List.copyOf(found.values());
    }

    private static Call.Builder launch(String id, Offer offer) {
        TaskInfo task = TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setAgentId(offer.getAgentId())
                .setCommand(CommandInfo.newBuilder().setValue("nothing runs"))
                .addResources(Resource.newBuilder()
                        .setName("cpus")
                        .setType(Value.Type.SCALAR)
                        .setAllocationInfo(offer.getAllocationInfo())
                        .setScalar(Value.Scalar.newBuilder().setValue(1)))
                .build();
        return Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))));
    }
}
