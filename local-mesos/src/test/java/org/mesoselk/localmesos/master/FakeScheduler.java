package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A scheduler that writes down what it is told, and says what a test has it say. */
final class FakeScheduler implements SchedulerStream {

    final List<Event> events = new ArrayList<>();
    boolean ended;
    private final String id = UUID.randomUUID().toString();
    private final MasterCore core;

    private FakeScheduler(MasterCore core) {
        this.core = core;
    }

    static FakeScheduler subscribe(MasterCore core, FrameworkInfo info, String... suppressed) {
        FakeScheduler scheduler = new FakeScheduler(core);
        core.subscribe(
                Call.Subscribe.newBuilder()
                        .setFrameworkInfo(info)
                        .addAllSuppressedRoles(List.of(suppressed))
                        .build(),
                scheduler);
        return scheduler;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void send(Event event) {
        events.add(event);
    }

    @Override
    public void end() {
        ended = true;
    }

    String frameworkId() {
        return of(Event.Type.SUBSCRIBED).get(0).getSubscribed().getFrameworkId().getValue();
    }

    List<Event> of(Event.Type type) {
        return events.stream().filter(event -> event.getType() == type).toList();
    }

    List<Event.Type> types() {
        return events.stream().map(Event::getType).toList();
    }

    List<Offer> offers() {
        return of(Event.Type.OFFERS).stream()
                .flatMap(event -> event.getOffers().getOffersList().stream())
                .toList();
    }

    List<TaskStatus> updates() {
        return of(Event.Type.UPDATE).stream()
                .map(event -> event.getUpdate().getStatus())
                .toList();
    }

    /** The one and only update since {@link #forget}. */
    TaskStatus update() {
        if (updates().size() != 1) {
            throw new AssertionError("expected one update, got " + updates());
        }
        return updates().get(0);
    }

    void forget() {
        events.clear();
    }

    void call(FrameworkID framework, Call.Builder call) {
        core.call(call.setFrameworkId(framework).build(), Optional.of(id));
    }

    private void call(Call.Builder call) {
        call(FrameworkID.newBuilder().setValue(framework).build(), call);
    }

    private String framework = "";

    /** All later calls are this framework's. */
    FakeScheduler as(String frameworkId) {
        framework = frameworkId;
        return this;
    }

    void launch(Offer offer, double refuseSeconds, TaskInfo... tasks) {
        call(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(List.of(tasks))))
                        .setFilters(Filters.newBuilder().setRefuseSeconds(refuseSeconds))));
    }

    void accept(Offer offer, Offer.Operation... operations) {
        call(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder().addOfferIds(offer.getId()).addAllOperations(List.of(operations))));
    }

    void decline(Optional<Double> refuseSeconds, Offer... offers) {
        Call.Decline.Builder decline = Call.Decline.newBuilder();
        for (Offer offer : offers) {
            decline.addOfferIds(OfferID.newBuilder().setValue(offer.getId().getValue()));
        }
        refuseSeconds.ifPresent(
                seconds -> decline.setFilters(Filters.newBuilder().setRefuseSeconds(seconds)));
        call(Call.newBuilder().setType(Call.Type.DECLINE).setDecline(decline));
    }

    void say(Call.Type type) {
        call(Call.newBuilder().setType(type));
    }

    void kill(String task) {
        call(Call.newBuilder()
                .setType(Call.Type.KILL)
                .setKill(Call.Kill.newBuilder().setTaskId(TaskID.newBuilder().setValue(task))));
    }

    void acknowledge(TaskStatus status) {
        call(Call.newBuilder()
                .setType(Call.Type.ACKNOWLEDGE)
                .setAcknowledge(Call.Acknowledge.newBuilder()
                        .setAgentId(status.getAgentId())
                        .setTaskId(status.getTaskId())
                        .setUuid(status.getUuid())));
    }

    /** Pairs of task and agent id, the latter empty for none; no pair for implicit reconciliation. */
    void reconcile(String... pairs) {
        Call.Reconcile.Builder reconcile = Call.Reconcile.newBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            Call.Reconcile.Task.Builder task = Call.Reconcile.Task.newBuilder()
                    .setTaskId(TaskID.newBuilder().setValue(pairs[i]));
            if (!pairs[i + 1].isEmpty()) {
                task.setAgentId(AgentID.newBuilder().setValue(pairs[i + 1]));
            }
            reconcile.addTasks(task);
        }
        call(Call.newBuilder().setType(Call.Type.RECONCILE).setReconcile(reconcile));
    }

    void message(String agent, String executor, byte[] data) {
        call(Call.newBuilder()
                .setType(Call.Type.MESSAGE)
                .setMessage(Call.Message.newBuilder()
                        .setAgentId(AgentID.newBuilder().setValue(agent))
                        .setExecutorId(ExecutorID.newBuilder().setValue(executor))
                        .setData(com.google.protobuf.ByteString.copyFrom(data))));
    }

    void disconnect() {
        core.schedulerGone(id);
    }
}
