package org.mesoselk.systemtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.commons.mesos.SchedulerListener;

/**
 * A framework beside ours: runs shell commands on agents of the test's choice. It keeps no offer, so that it is in
 * nobody's way.
 */
final class CommandTasks implements AutoCloseable {

    static final String NAME = "commands";

    private static final Map<String, Double> SHARE = Map.of("cpus", 0.1, "mem", 32.0);
    private static final double FOR_LONG = Duration.ofHours(1).toSeconds();

    private final Mesos mesos;
    private final SchedulerClient client;
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final Map<String, TaskState> states = new ConcurrentHashMap<>();
    /** By agent id. */
    private final Map<String, List<TaskInfo>> wanted = new HashMap<>();

    CommandTasks(Mesos mesos) {
        this.mesos = mesos;
        this.client = MesosSchedulerClient.builder(
                        MasterDetectors.parse(mesos.masterUrl()), CommandTasks::framework, new Listener())
                .build();
        client.start();
        Await.often("a subscription", Duration.ofMinutes(1), subscribed::getCount, left -> left == 0);
    }

    private static FrameworkInfo framework() {
        return FrameworkInfo.newBuilder()
                .setName(NAME)
                .setUser(System.getProperty("user.name"))
                .addRoles("*")
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.MULTI_ROLE))
                .setCheckpoint(true)
                .setFailoverTimeout(60)
                .build();
    }

    /** Runs a shell command on the agent of that index. */
    void launch(String taskId, int agent, String command) {
        Protos.AgentID agentId =
                Protos.AgentID.newBuilder().setValue(mesos.idOf(agent)).build();
        TaskInfo task = TaskInfo.newBuilder()
                .setName(taskId + " of a test")
                .setTaskId(TaskID.newBuilder().setValue(taskId))
                .setAgentId(agentId)
                .setCommand(Protos.CommandInfo.newBuilder().setShell(true).setValue(command))
                .build();
        synchronized (this) {
            wanted.computeIfAbsent(agentId.getValue(), unused -> new ArrayList<>())
                    .add(task);
            client.send(Call.newBuilder().setType(Call.Type.REVIVE).build());
        }
    }

    void awaitRunning(String taskId) {
        await(taskId, Duration.ofMinutes(1), Set.of(TaskState.TASK_RUNNING, TaskState.TASK_FINISHED));
    }

    void awaitFinished(String taskId, Duration atMost) {
        await(taskId, atMost, Set.of(TaskState.TASK_FINISHED));
    }

    private void await(String taskId, Duration atMost, Set<TaskState> any) {
        Await.until(
                taskId + " is one of " + any,
                atMost,
                () -> Optional.ofNullable(states.get(taskId)),
                seen -> seen.filter(any::contains).isPresent());
    }

    boolean isFinished(String taskId) {
        return states.get(taskId) == TaskState.TASK_FINISHED;
    }

    private synchronized void answer(Offer offer) {
        List<TaskInfo> here = wanted.getOrDefault(offer.getAgentId().getValue(), List.of());
        Protos.Filters.Builder filters = Protos.Filters.newBuilder().setRefuseSeconds(here.isEmpty() ? FOR_LONG : 0);
        Call.Accept.Builder accept = Call.Accept.newBuilder().addOfferIds(offer.getId());
        Map<String, Double> taken = new HashMap<>();
        for (Iterator<TaskInfo> tasks = here.iterator(); tasks.hasNext(); ) {
            TaskInfo task = tasks.next();
            List<Resource> share = share(offer, taken);
            if (share.size() < SHARE.size()) {
                break;
            }
            accept.addOperations(Offer.Operation.newBuilder()
                    .setType(Offer.Operation.Type.LAUNCH)
                    .setLaunch(Offer.Operation.Launch.newBuilder()
                            .addTaskInfos(task.toBuilder().addAllResources(share))));
            tasks.remove();
        }
        // Without an operation it is as good as DECLINE.
        client.send(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(accept.setFilters(filters))
                .build());
    }

    /** @param taken of the same offer so far; what is given now is added */
    private static List<Resource> share(Offer offer, Map<String, Double> taken) {
        List<Resource> share = new ArrayList<>();
        for (Resource resource : offer.getResourcesList()) {
            double wants = SHARE.getOrDefault(resource.getName(), 0.0);
            double before = taken.getOrDefault(resource.getName(), 0.0);
            if (wants > 0
                    && resource.getReservationsCount() == 0
                    && resource.getScalar().getValue() - before >= wants) {
                taken.put(resource.getName(), before + wants);
                share.add(resource.toBuilder()
                        .setScalar(Protos.Value.Scalar.newBuilder().setValue(wants))
                        .build());
            }
        }
        return share;
    }

    private void heard(TaskStatus status) {
        states.put(status.getTaskId().getValue(), status.getState());
        if (status.hasUuid()) {
            client.send(Call.newBuilder()
                    .setType(Call.Type.ACKNOWLEDGE)
                    .setAcknowledge(Call.Acknowledge.newBuilder()
                            .setAgentId(status.getAgentId())
                            .setTaskId(status.getTaskId())
                            .setUuid(status.getUuid()))
                    .build());
        }
    }

    private final class Listener implements SchedulerListener {
        @Override
        public void event(Event event) {
            if (event.getType() == Event.Type.SUBSCRIBED) {
                subscribed.countDown();
            }
            event.getOffers().getOffersList().forEach(CommandTasks.this::answer);
            if (event.hasUpdate()) {
                heard(event.getUpdate().getStatus());
            }
        }

        @Override
        public void disconnected(String cause) {
            // It goes on trying; what the test waits for says whether that was of use.
        }
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        client.send(Call.newBuilder().setType(Call.Type.TEARDOWN).build()).join();
        client.close();
    }
}
