package org.mesoselk.localmesos.master;

import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** What a master itself says of operations: without uuid, not to be acknowledged. */
final class OperationStatuses {

    private OperationStatuses() {}

    static Event event(OperationStatus status) {
        return Event.newBuilder()
                .setType(Event.Type.UPDATE_OPERATION_STATUS)
                .setUpdateOperationStatus(
                        Event.UpdateOperationStatus.newBuilder().setStatus(status))
                .build();
    }

    /** As a real master with an operation that cannot be satisfied: silence, unless it has an id. */
    static void failed(Framework framework, Operation operation, String message) {
        if (operation.hasId()) {
            framework.send(event(OperationStatus.newBuilder()
                    .setOperationId(operation.getId())
                    .setState(OperationState.OPERATION_ERROR)
                    .setMessage(message)
                    .build()));
        }
    }

    static void unsupported(Framework framework, Operation operation) {
        failed(framework, operation, "local-mesos does not carry out " + operation.getType() + " operations");
    }

    static void reconciled(Framework framework, Call.ReconcileOperations.Operation asked, OperationState state) {
        String what = state.name()
                .replace("OPERATION_", "")
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', ' ');
        OperationStatus.Builder status = OperationStatus.newBuilder()
                .setOperationId(asked.getOperationId())
                .setState(state)
                .setMessage("Reconciliation: Operation is " + what);
        if (asked.hasAgentId()) {
            status.setAgentId(asked.getAgentId());
        }
        framework.send(event(status.build()));
    }
}
