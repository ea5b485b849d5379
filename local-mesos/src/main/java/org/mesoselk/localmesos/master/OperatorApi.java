package org.mesoselk.localmesos.master;

import java.util.List;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.VersionInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.master.resources.Resources;

/** {@code POST /api/v1}: what operators ask, in the messages of Mesos' v1 operator API. */
final class OperatorApi {

    private static final List<AgentInfo.Capability.Type> CAPABILITIES = List.of(
            AgentInfo.Capability.Type.MULTI_ROLE,
            AgentInfo.Capability.Type.HIERARCHICAL_ROLE,
            AgentInfo.Capability.Type.RESERVATION_REFINEMENT,
            AgentInfo.Capability.Type.AGENT_OPERATION_FEEDBACK,
            AgentInfo.Capability.Type.AGENT_DRAINING);

    private final MasterCore core;
    private final Cluster cluster;

    OperatorApi(MasterCore core) {
        this.core = core;
        this.cluster = core.cluster;
    }

    /** @throws HttpError 501 for a call that this master does not know */
    Response answer(Call call) {
        Response.Builder response = Response.newBuilder();
        switch (call.getType()) {
            case GET_HEALTH ->
                response.setGetHealth(Response.GetHealth.newBuilder().setHealthy(true));
            case GET_VERSION ->
                response.setGetVersion(Response.GetVersion.newBuilder()
                        .setVersionInfo(VersionInfo.newBuilder().setVersion(Master.MESOS_VERSION)));
            case GET_MASTER ->
                response.setGetMaster(Response.GetMaster.newBuilder()
                        .setMasterInfo(cluster.master)
                        .setStartTime(Statuses.seconds(cluster.elected))
                        .setElectedTime(Statuses.seconds(cluster.elected)));
            case GET_AGENTS -> response.setGetAgents(agents());
            case GET_FRAMEWORKS -> response.setGetFrameworks(frameworks());
            case GET_EXECUTORS -> response.setGetExecutors(executors());
            case GET_TASKS -> response.setGetTasks(tasks());
            case GET_OPERATIONS -> response.setGetOperations(Response.GetOperations.newBuilder());
            case GET_STATE ->
                response.setGetState(Response.GetState.newBuilder()
                        .setGetTasks(tasks())
                        .setGetExecutors(executors())
                        .setGetFrameworks(frameworks())
                        .setGetAgents(agents()));
            default ->
                response = MaintenanceRoutes.answer(core.maintenance, call)
                        .orElseThrow(() -> new HttpError(501, "local-mesos does not answer " + call.getType()));
        }
        return response.setType(Response.Type.valueOf(call.getType().name())).build();
    }

    private Response.GetAgents agents() {
        Response.GetAgents.Builder all = Response.GetAgents.newBuilder();
        for (RegisteredAgent agent : cluster.agents.values()) {
            Response.GetAgents.Agent.Builder one = Response.GetAgents.Agent.newBuilder()
                    .setAgentInfo(agent.info)
                    .setActive(agent.isOffered())
                    .setDeactivated(agent.drain.isPresent())
                    .setVersion(Master.MESOS_VERSION)
                    .setPid(agent.pid())
                    .setRegisteredTime(time(agent.registered))
                    .addAllTotalResources(agent.total.unrefined(""))
                    .addAllAllocatedResources(cluster.usedOn(agent).unrefined("*"))
                    .addAllOfferedResources(
                            Cluster.sum(cluster.offersOn(agent.id())).unrefined("*"));
            CAPABILITIES.forEach(type ->
                    one.addCapabilities(AgentInfo.Capability.newBuilder().setType(type)));
            agent.reregistered.ifPresent(when -> one.setReregisteredTime(time(when)));
            agent.drain.ifPresent(
                    drain -> one.setDrainInfo(drain).setEstimatedDrainStartTime(time(agent.drainStarted)));
            all.addAgents(one);
        }
        return all.build();
    }

    private Response.GetFrameworks frameworks() {
        Response.GetFrameworks.Builder all = Response.GetFrameworks.newBuilder();
        cluster.frameworks.values().forEach(framework -> all.addFrameworks(framework(framework)));
        cluster.completedFrameworks.values().forEach(framework -> all.addCompletedFrameworks(framework(framework)));
        return all.build();
    }

    private Response.GetFrameworks.Framework framework(Framework framework) {
        boolean present = cluster.frameworks.containsKey(framework.id());
        List<Offer> offers = cluster.offersOf(framework.id());
        Resources used = present ? cluster.usedBy(framework.id()) : Resources.NONE;
        Response.GetFrameworks.Framework.Builder one = Response.GetFrameworks.Framework.newBuilder()
                .setFrameworkInfo(framework.info)
                .setActive(framework.isConnected())
                .setConnected(framework.isConnected())
                .setRecovered(framework.recovered)
                .setRegisteredTime(time(framework.registered))
                .setReregisteredTime(time(framework.reregistered.orElse(framework.registered)))
                .addAllAllocatedResources(used.unrefined("*"))
                .addAllOfferedResources(Cluster.sum(offers).unrefined("*"));
        offers.forEach(offer -> one.addOffers(core.offers.toProto(offer)));
        framework.unregistered.ifPresent(when -> one.setUnregisteredTime(time(when)));
        return one.build();
    }

    private Response.GetExecutors executors() {
        Response.GetExecutors.Builder all = Response.GetExecutors.newBuilder();
        for (RegisteredAgent agent : cluster.agents.values()) {
            agent.executors
                    .values()
                    .forEach(some -> some.values()
                            .forEach(executor -> all.addExecutors(Response.GetExecutors.Executor.newBuilder()
                                    .setExecutorInfo(executor)
                                    .setAgentId(agent.info.getId()))));
        }
        return all.build();
    }

    private Response.GetTasks tasks() {
        Response.GetTasks.Builder all = Response.GetTasks.newBuilder();
        Stream.concat(cluster.frameworks.values().stream(), cluster.completedFrameworks.values().stream())
                .forEach(framework -> {
                    framework.tasks.values().forEach(task -> all.addTasks(task.toProto()));
                    framework.unreachable.values().forEach(task -> all.addUnreachableTasks(task.toProto()));
                    framework.completed.forEach(task -> all.addCompletedTasks(task.toProto()));
                });
        return all.build();
    }

    private static TimeInfo time(java.time.Instant instant) {
        return TimeInfo.newBuilder()
                .setNanoseconds(Statuses.nanoseconds(instant))
                .build();
    }
}
