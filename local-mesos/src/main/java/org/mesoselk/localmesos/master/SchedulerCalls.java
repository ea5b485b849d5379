package org.mesoselk.localmesos.master;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.allocator.Protos.InverseOfferStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.link.ToAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every call of a subscribed framework. */
final class SchedulerCalls {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerCalls.class);

    private final Cluster cluster;
    private final Offers offers;
    private final InverseOffers inverse;
    private final Subscriptions subscriptions;
    private final Operations operations;
    private final Accept accept;
    private final Reconcile reconcile;

    SchedulerCalls(
            Cluster cluster, Offers offers, InverseOffers inverse, Subscriptions subscriptions, Operations operations) {
        this.inverse = inverse;
        this.cluster = cluster;
        this.offers = offers;
        this.subscriptions = subscriptions;
        this.operations = operations;
        this.accept = new Accept(cluster, offers, operations);
        this.reconcile = new Reconcile(cluster);
    }

    /** @throws HttpError when the call is refused */
    void call(Framework framework, Call call) {
        switch (call.getType()) {
            case TEARDOWN -> subscriptions.remove(framework);
            case ACCEPT -> accept.accept(framework, call.getAccept());
            case DECLINE ->
                offers.decline(
                        framework,
                        call.getDecline().getOfferIdsList(),
                        call.getDecline().getFilters());
            case REVIVE -> revive(framework, call.getRevive().getRolesList());
            case SUPPRESS -> suppress(framework, call.getSuppress().getRolesList());
            case KILL -> kill(framework, call.getKill());
            case SHUTDOWN -> shutdown(framework, call.getShutdown());
            case ACKNOWLEDGE -> acknowledge(framework, call.getAcknowledge());
            case RECONCILE -> reconcile.reconcile(framework, call.getReconcile().getTasksList());
            case RECONCILE_OPERATIONS ->
                operations.reconcile(framework, call.getReconcileOperations().getOperationsList());
            case ACKNOWLEDGE_OPERATION_STATUS ->
                operations.acknowledge(framework, call.getAcknowledgeOperationStatus());
            case MESSAGE -> message(framework, call.getMessage());
            case UPDATE_FRAMEWORK -> update(framework, call.getUpdateFramework());
            case ACCEPT_INVERSE_OFFERS ->
                inverse.answer(
                        framework,
                        call.getAcceptInverseOffers().getInverseOfferIdsList(),
                        call.getAcceptInverseOffers().getFilters(),
                        InverseOfferStatus.Status.ACCEPT);
            case DECLINE_INVERSE_OFFERS ->
                inverse.answer(
                        framework,
                        call.getDeclineInverseOffers().getInverseOfferIdsList(),
                        call.getDeclineInverseOffers().getFilters(),
                        InverseOfferStatus.Status.DECLINE);
            case REQUEST -> LOG.debug("{} of framework {} changes nothing here", call.getType(), framework.id());
            case SUBSCRIBE, UNKNOWN -> throw new HttpError(501, "Not a call of a subscribed framework");
        }
    }

    private void revive(Framework framework, List<String> roles) {
        if (roles.isEmpty()) {
            framework.suppressed.clear();
            framework.filters.clear();
            inverse.askAgain(framework.id());
        } else {
            roles.forEach(framework.suppressed::remove);
            framework.filters.removeIf(filter -> roles.contains(filter.role()));
        }
        cluster.wantAllocation();
    }

    private static void suppress(Framework framework, List<String> roles) {
        framework.suppressed.addAll(roles.isEmpty() ? framework.roles() : roles);
    }

    private void kill(Framework framework, Call.Kill kill) {
        String taskId = kill.getTaskId().getValue();
        KnownTask task = framework.tasks.get(taskId);
        if (task == null) {
            reconcile
                    .answerWherever(
                            framework,
                            taskId,
                            kill.hasAgentId() ? kill.getAgentId().getValue() : "")
                    .ifPresent(status -> framework.send(Events.update(status)));
            return;
        }
        Optional<KillPolicy> policy = kill.hasKillPolicy() ? Optional.of(kill.getKillPolicy()) : Optional.empty();
        cluster.agent(task.agentId()).ifPresent(agent -> {
            agent.killedOf(framework.id()).add(taskId);
            agent.send(new ToAgent.KillTask(framework.info.getId(), kill.getTaskId(), policy));
        });
    }

    private void shutdown(Framework framework, Call.Shutdown shutdown) {
        cluster.agent(shutdown.getAgentId().getValue())
                .ifPresent(agent ->
                        agent.send(new ToAgent.ShutdownExecutor(framework.info.getId(), shutdown.getExecutorId())));
    }

    private void acknowledge(Framework framework, Call.Acknowledge acknowledge) {
        Optional<RegisteredAgent> agent = cluster.agent(acknowledge.getAgentId().getValue());
        if (agent.isEmpty() || !agent.get().isConnected()) {
            return;
        }
        KnownTask task = framework.tasks.get(acknowledge.getTaskId().getValue());
        if (task != null && task.endsWith(acknowledge.getUuid())) {
            framework.complete(task);
            agent.get().killedOf(framework.id()).remove(task.id());
        }
        agent.get()
                .send(new ToAgent.UpdateAcknowledged(
                        framework.info.getId(), acknowledge.getTaskId(), acknowledge.getUuid()));
    }

    private void message(Framework framework, Call.Message message) {
        cluster.agent(message.getAgentId().getValue())
                .ifPresent(agent -> agent.send(new ToAgent.FrameworkMessage(
                        framework.info.getId(), message.getExecutorId(), message.getData())));
    }

    private void update(Framework framework, Call.UpdateFramework update) {
        FrameworkValidation.fault(update.getFrameworkInfo(), update.getSuppressedRolesList())
                .ifPresent(fault -> {
                    throw new HttpError(400, "'UpdateFramework.framework_info' is invalid: " + fault);
                });
        subscriptions.update(framework, update.getFrameworkInfo(), update.getSuppressedRolesList());
    }
}
