package org.mesoselk.scheduler.mesos;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.ResourceProviderID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.commons.elastic.Endpoints;
import org.mesoselk.commons.elastic.SeedHosts;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.commons.logstash.Validate;
import org.mesoselk.scheduler.core.model.Call.AcceptInverseOffers;
import org.mesoselk.scheduler.core.model.Call.DeclineInverseOffers;
import org.mesoselk.scheduler.core.model.Call.SendEndpoints;
import org.mesoselk.scheduler.core.model.Call.SendPipelines;
import org.mesoselk.scheduler.core.model.Call.SendSeedHosts;
import org.mesoselk.scheduler.core.model.Call.SendValidate;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.TaskRef;

/** The core's calls as Mesos' own. The client fills in the framework id. */
final class CallTranslation {

    private CallTranslation() {}

    static Call accept(Offer offer, TaskInfo task) {
        return Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))))
                .build();
    }

    static Call acknowledge(org.mesoselk.scheduler.core.model.Call.Acknowledge call) {
        return Call.newBuilder()
                .setType(Call.Type.ACKNOWLEDGE)
                .setAcknowledge(Call.Acknowledge.newBuilder()
                        .setTaskId(taskId(call.taskId()))
                        .setAgentId(agentId(call.agentId()))
                        .setUuid(ByteString.copyFrom(Base64.getDecoder().decode(call.uuid()))))
                .build();
    }

    static Call acknowledge(OperationUpdate update) {
        Call.AcknowledgeOperationStatus.Builder acknowledge = Call.AcknowledgeOperationStatus.newBuilder()
                .setOperationId(OperationID.newBuilder().setValue(update.operationId()))
                .setUuid(ByteString.copyFrom(
                        Base64.getDecoder().decode(update.uuid().orElseThrow())));
        update.agentId().ifPresent(id -> acknowledge.setAgentId(agentId(id)));
        update.resourceProviderId()
                .ifPresent(id -> acknowledge.setResourceProviderId(
                        ResourceProviderID.newBuilder().setValue(id)));
        return Call.newBuilder()
                .setType(Call.Type.ACKNOWLEDGE_OPERATION_STATUS)
                .setAcknowledgeOperationStatus(acknowledge)
                .build();
    }

    static Call accept(AcceptInverseOffers call) {
        return Call.newBuilder()
                .setType(Call.Type.ACCEPT_INVERSE_OFFERS)
                .setAcceptInverseOffers(Call.AcceptInverseOffers.newBuilder()
                        .addAllInverseOfferIds(offerIds(call.inverseOfferIds()))
                        .setFilters(filters(call.filter())))
                .build();
    }

    static Call decline(DeclineInverseOffers call) {
        return Call.newBuilder()
                .setType(Call.Type.DECLINE_INVERSE_OFFERS)
                .setDeclineInverseOffers(Call.DeclineInverseOffers.newBuilder()
                        .addAllInverseOfferIds(offerIds(call.inverseOfferIds()))
                        .setFilters(filters(call.filter())))
                .build();
    }

    static Call decline(org.mesoselk.scheduler.core.model.Call.Decline call) {
        Call.Decline.Builder decline = Call.Decline.newBuilder()
                .addAllOfferIds(offerIds(call.offerIds()))
                .setFilters(filters(call.filter()));
        return Call.newBuilder().setType(Call.Type.DECLINE).setDecline(decline).build();
    }

    static Call suppress() {
        return Call.newBuilder().setType(Call.Type.SUPPRESS).build();
    }

    static Call revive() {
        return Call.newBuilder().setType(Call.Type.REVIVE).build();
    }

    static Call endpoints(SendEndpoints call) {
        return message(call.task(), Json.bytes(Endpoints.of(call.endpoints())));
    }

    static Call pipelines(SendPipelines call) {
        return message(call.task(), Json.bytes(Pipelines.of(call.pipelines())));
    }

    static Call validate(SendValidate call) {
        return message(call.task(), Json.bytes(Validate.of(call.pipelines())));
    }

    static Call kill(org.mesoselk.scheduler.core.model.Call.Kill call) {
        return Call.newBuilder()
                .setType(Call.Type.KILL)
                .setKill(Call.Kill.newBuilder()
                        .setTaskId(taskId(call.taskId()))
                        .setAgentId(agentId(call.agentId()))
                        .setKillPolicy(
                                KillPolicy.newBuilder().setGracePeriod(LaunchTranslation.duration(call.grace()))))
                .build();
    }

    static Call reconcile(List<TaskRef> tasks) {
        Call.Reconcile.Builder reconcile = Call.Reconcile.newBuilder();
        tasks.forEach(task -> reconcile.addTasks(Call.Reconcile.Task.newBuilder()
                .setTaskId(taskId(task.id()))
                .setAgentId(agentId(task.agent().id()))));
        return Call.newBuilder()
                .setType(Call.Type.RECONCILE)
                .setReconcile(reconcile)
                .build();
    }

    static Call seedHosts(SendSeedHosts call) {
        return message(call.task(), Json.bytes(SeedHosts.of(call.seedHosts())));
    }

    private static Call message(TaskRef task, byte[] data) {
        return Call.newBuilder()
                .setType(Call.Type.MESSAGE)
                .setMessage(Call.Message.newBuilder()
                        .setAgentId(agentId(task.agent().id()))
                        .setExecutorId(ExecutorID.newBuilder().setValue(task.id()))
                        .setData(ByteString.copyFrom(data)))
                .build();
    }

    private static List<OfferID> offerIds(List<String> ids) {
        return ids.stream().map(id -> OfferID.newBuilder().setValue(id).build()).toList();
    }

    private static Filters filters(Duration refuse) {
        return Filters.newBuilder().setRefuseSeconds(refuse.toMillis() / 1000.0).build();
    }

    private static TaskID taskId(String id) {
        return TaskID.newBuilder().setValue(id).build();
    }

    private static AgentID agentId(String id) {
        return AgentID.newBuilder().setValue(id).build();
    }
}
