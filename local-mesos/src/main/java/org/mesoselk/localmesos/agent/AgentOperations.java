package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.UUID;
import org.mesoselk.localmesos.agent.checkpoint.Operations;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.mesoselk.localmesos.master.resources.Conversion;
import org.mesoselk.localmesos.master.resources.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reservations and volumes: made, stored, and told of until the scheduler acknowledges. On the agent's loop. */
final class AgentOperations {

    private static final Logger LOG = LoggerFactory.getLogger(AgentOperations.class);
    private static final Duration MAX_RETRY = Duration.ofMinutes(10);

    private static final class Pending {
        final Operation operation;
        Instant next = Instant.MIN;
        Duration retry;

        Pending(Operation operation, Duration retry) {
            this.operation = operation;
            this.retry = retry;
        }
    }

    private final AgentContext context;
    private final Operations checkpoint;
    private final Volumes volumes;
    /** By the uuid of the status that waits for its acknowledgement. */
    private final Map<UUID, Pending> pending = new LinkedHashMap<>();

    private boolean connected;

    AgentOperations(AgentContext context) {
        this.context = context;
        this.checkpoint = new Operations(context.dir());
        this.volumes = new Volumes(context.dir().root());
    }

    Volumes volumes() {
        return volumes;
    }

    /**
     * Takes up the reservations, volumes and unacknowledged operations of an earlier agent on this work directory.
     *
     * @throws IOException when they cannot be read, or this agent has less than what is reserved on it
     */
    void recover() throws IOException {
        Operations.Stored stored = checkpoint.read();
        Resources total = Resources.of(context.state().total);
        Resources plain = Resources.NONE;
        for (Resource resource : stored.resources()) {
            plain = plain.plus(Resources.of(List.of(plain(resource))));
        }
        Resources kept = Resources.of(stored.resources());
        if (!total.contains(plain)) {
            throw new IOException("on this agent " + kept.describe("*") + " is reserved, but it has only "
                    + total.describe("*") + " now: give it at least as much as before");
        }
        context.state().total = total.minus(plain).plus(kept).refined("");
        for (Resource volume : kept.volumes().refined("")) {
            volumes.create(volume);
        }
        stored.pending().forEach(this::awaitAcknowledgement);
    }

    private static Resource plain(Resource resource) {
        Resource.Builder plain = resource.toBuilder();
        while (plain.getReservationsCount() > 0
                && plain.getReservations(plain.getReservationsCount() - 1).getType()
                        == Resource.ReservationInfo.Type.DYNAMIC) {
            plain.removeReservations(plain.getReservationsCount() - 1);
        }
        return plain.getDisk().hasSource()
                ? plain.setDisk(Resource.DiskInfo.newBuilder()
                                .setSource(plain.getDisk().getSource()))
                        .build()
                : plain.clearDisk().build();
    }

    void apply(ToAgent.ApplyOperation message) {
        Offer.Operation info = message.operation();
        OperationStatus.Builder status = OperationStatus.newBuilder()
                .setOperationId(info.getId())
                .setUuid(UUID.newBuilder().setValue(context.randomUuid()))
                .setAgentId(context.state().info.getId());
        List<Resource> before = context.state().total;
        try {
            carryOut(info);
            status.setState(OperationState.OPERATION_FINISHED);
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("{} failed: {}", info.getType(), e.toString());
            context.state().total = before;
            status.setState(OperationState.OPERATION_FAILED).setMessage(e.getMessage());
        }
        if (info.hasId()) {
            awaitAcknowledgement(Operation.newBuilder()
                    .setFrameworkId(message.frameworkId())
                    .setAgentId(context.state().info.getId())
                    .setInfo(info)
                    .setLatestStatus(status)
                    .setUuid(status.getUuid())
                    .build());
        }
        store();
        sendDue(context.now());
    }

    private void carryOut(Offer.Operation info) throws IOException {
        Conversion conversion = Conversion.of(info);
        Resources total = Resources.of(context.state().total);
        if (!total.contains(conversion.consumed())) {
            throw new IllegalArgumentException(total.describe("*") + " does not contain "
                    + conversion.consumed().describe("*"));
        }
        for (Resource volume : conversion.converted().volumes().refined("")) {
            volumes.create(volume);
        }
        context.state().total = total.apply(conversion).refined("");
        if (info.getType() == Offer.Operation.Type.DESTROY) {
            store();
            for (Resource volume : conversion.consumed().volumes().refined("")) {
                volumes.destroy(volume);
            }
        }
    }

    private void awaitAcknowledgement(Operation operation) {
        pending.put(
                operation.getUuid(), new Pending(operation, context.options().statusUpdateRetry()));
    }

    private void store() {
        context.checkpoint(
                "reservations and volumes",
                () -> checkpoint.store(
                        Resources.of(context.state().total).checkpointed().refined(""),
                        pending.values().stream().map(one -> one.operation).toList()));
    }

    void acknowledged(ToAgent.OperationAcknowledged message) {
        if (pending.remove(UUID.newBuilder().setValue(message.uuid()).build()) != null) {
            store();
        }
    }

    /** What was lost with the link was dropped; of all else the master hears anyway. */
    void reconcile(ToAgent.ReconcileOperations asked) {
        for (OperationID id : asked.operationIds()) {
            boolean known = pending.values().stream()
                    .anyMatch(one -> one.operation.getFrameworkId().equals(asked.frameworkId())
                            && one.operation.getInfo().getId().equals(id));
            if (!known) {
                LOG.info("operation {} never came here", id.getValue());
                context.master()
                        .accept(new ToMaster.OperationUpdate(
                                asked.frameworkId(),
                                OperationStatus.newBuilder()
                                        .setOperationId(id)
                                        .setState(OperationState.OPERATION_DROPPED)
                                        .setAgentId(context.state().info.getId())
                                        .build()));
            }
        }
    }

    void registered() {
        connected = true;
        sendAgain(pending.values());
    }

    void disconnected() {
        connected = false;
    }

    /** Its scheduler came back: everything unacknowledged of this framework is due at once. */
    void resume(FrameworkID framework) {
        sendAgain(pending.values().stream()
                .filter(one -> one.operation.getFrameworkId().equals(framework))
                .toList());
    }

    private void sendAgain(Iterable<Pending> some) {
        for (Pending one : some) {
            one.next = Instant.MIN;
            one.retry = context.options().statusUpdateRetry();
        }
        sendDue(context.now());
    }

    void sendDue(Instant now) {
        for (Pending one : pending.values()) {
            if (connected && !now.isBefore(one.next)) {
                one.next = now.plus(one.retry);
                one.retry = one.retry.multipliedBy(2).compareTo(MAX_RETRY) > 0 ? MAX_RETRY : one.retry.multipliedBy(2);
                context.master()
                        .accept(new ToMaster.OperationUpdate(
                                one.operation.getFrameworkId(), one.operation.getLatestStatus()));
            }
        }
    }

    /** A framework that is gone for good acknowledges nothing. */
    void forget(FrameworkID framework) {
        if (pending.values().removeIf(one -> one.operation.getFrameworkId().equals(framework))) {
            store();
        }
    }
}
