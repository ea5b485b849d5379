package org.mesoselk.localmesos.master;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.mesoselk.localmesos.master.resources.Conversion;
import org.mesoselk.localmesos.master.resources.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RESERVE, UNRESERVE, CREATE and DESTROY. As in a real master they count from the moment of the ACCEPT, so that a launch
 * after them in the same call can use what they made; the agent then does and stores them.
 */
final class Operations {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Cluster cluster;

    Operations(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @return what is left of {@code available}, with what the operation made of it */
    Resources apply(Framework framework, RegisteredAgent agent, Operation operation, Resources available, String role) {
        Optional<String> fault = OperationValidation.fault(operation, agent, available, role);
        if (fault.isPresent()) {
            LOG.info("{} of framework {} dropped: {}", operation.getType(), framework.id(), fault.get());
            OperationStatuses.failed(
                    framework,
                    operation,
                    fault.get() + "; on agent " + agent.id() + " at " + agent.pid() + " (" + agent.info.getHostname()
                            + ")");
            return available;
        }
        Conversion conversion = Conversion.of(operation);
        agent.total = agent.total.apply(conversion);
        if (operation.hasId()) {
            framework.operations.put(
                    operation.getId().getValue(),
                    OperationStatus.newBuilder()
                            .setOperationId(operation.getId())
                            .setState(OperationState.OPERATION_PENDING)
                            .setAgentId(agent.info.getId())
                            .build());
        }
        agent.send(new ToAgent.ApplyOperation(framework.info.getId(), operation));
        return available.apply(conversion);
    }

    /** An agent is back: what it was sent meanwhile may have been lost with the link. */
    void reconcileWith(RegisteredAgent agent) {
        for (Framework framework : cluster.frameworks.values()) {
            List<OperationID> unknown = framework.operations.values().stream()
                    .filter(status -> status.getState() == OperationState.OPERATION_PENDING
                            && status.getAgentId().equals(agent.info.getId()))
                    .map(OperationStatus::getOperationId)
                    .toList();
            if (!unknown.isEmpty()) {
                agent.send(new ToAgent.ReconcileOperations(framework.info.getId(), unknown));
            }
        }
    }

    /** Forwarded to the scheduler when there is one; the agent keeps it until it is acknowledged, if it is to be. */
    void update(ToMaster.OperationUpdate update) {
        cluster.framework(update.frameworkId().getValue()).ifPresent(framework -> {
            if (!update.status().hasUuid()) {
                framework.operations.remove(update.status().getOperationId().getValue());
                framework.send(OperationStatuses.event(update.status()));
                return;
            }
            framework.operations.put(
                    update.status().getOperationId().getValue(),
                    update.status().toBuilder().clearUuid().build());
            framework.send(OperationStatuses.event(update.status()));
        });
    }

    void acknowledge(Framework framework, Call.AcknowledgeOperationStatus acknowledge) {
        framework.operations.computeIfPresent(
                acknowledge.getOperationId().getValue(),
                (id, status) -> status.getState() == OperationState.OPERATION_PENDING ? status : null);
        cluster.agent(acknowledge.getAgentId().getValue())
                .ifPresent(agent ->
                        agent.send(new ToAgent.OperationAcknowledged(framework.info.getId(), acknowledge.getUuid())));
    }

    /** @param asked about all that are not acknowledged yet, when empty */
    void reconcile(Framework framework, List<Call.ReconcileOperations.Operation> asked) {
        if (asked.isEmpty()) {
            framework.operations.values().forEach(status -> framework.send(OperationStatuses.event(status)));
        }
        for (Call.ReconcileOperations.Operation one : asked) {
            OperationStatus known =
                    framework.operations.get(one.getOperationId().getValue());
            if (known != null) {
                framework.send(OperationStatuses.event(known));
            } else {
                OperationStatuses.reconciled(
                        framework, one, stateOn(one.getAgentId().getValue()));
            }
        }
    }

    private OperationState stateOn(String agentId) {
        if (cluster.unreachable.containsKey(agentId)) {
            return OperationState.OPERATION_UNREACHABLE;
        }
        return cluster.gone.contains(agentId)
                ? OperationState.OPERATION_GONE_BY_OPERATOR
                : OperationState.OPERATION_UNKNOWN;
    }
}
