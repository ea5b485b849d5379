package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Answers to operations other than launches, which this master does not carry out yet. */
final class OperationStatuses {

    private OperationStatuses() {}

    /** As a real master with an operation that cannot be satisfied: silence, unless it has an id. */
    static void failed(Framework framework, Operation operation, String message) {
        if (operation.hasId()) {
            send(framework, operation.getId(), OperationState.OPERATION_ERROR, message);
        }
    }

    static void unsupported(Framework framework, Operation operation) {
        failed(framework, operation, "local-mesos does not carry out " + operation.getType() + " operations");
    }

    static void unknown(Framework framework, OperationID id) {
        send(framework, id, OperationState.OPERATION_UNKNOWN, "Reconciliation: Operation is unknown");
    }

    private static void send(Framework framework, OperationID id, OperationState state, String message) {
        framework.send(Event.newBuilder()
                .setType(Event.Type.UPDATE_OPERATION_STATUS)
                .setUpdateOperationStatus(Event.UpdateOperationStatus.newBuilder()
                        .setStatus(OperationStatus.newBuilder()
                                .setOperationId(id)
                                .setState(state)
                                .setMessage(message)))
                .build());
    }
}
