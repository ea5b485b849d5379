package org.mesoselk.localmesos.master;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.master.resources.Resources;

/** ACCEPT: a framework uses offers of one agent to launch. */
final class Accept {

    private final Cluster cluster;
    private final Offers offers;
    private final Operations operations;

    Accept(Cluster cluster, Offers offers, Operations operations) {
        this.cluster = cluster;
        this.offers = offers;
        this.operations = operations;
    }

    void accept(Framework framework, Call.Accept accept) {
        List<Offer> accepted = new ArrayList<>();
        Optional<String> fault = collect(framework, accept.getOfferIdsList(), accepted);
        accepted.forEach(offer -> cluster.offers.remove(offer.id()));
        if (fault.isPresent()) {
            accept.getOperationsList().forEach(operation -> refuse(framework, operation, fault.get()));
            return;
        }
        Offer first = accepted.get(0);
        RegisteredAgent agent = cluster.agents.get(first.agentId());
        Resources left = Cluster.sum(accepted);
        for (Operation operation : accept.getOperationsList()) {
            left = switch (operation.getType()) {
                case LAUNCH -> launch(framework, agent, operation.getLaunch(), left, first.role());
                case LAUNCH_GROUP -> launchGroup(framework, agent, operation.getLaunchGroup(), left, first.role());
                case RESERVE, UNRESERVE, CREATE, DESTROY ->
                    operations.apply(framework, agent, operation, left, first.role());
                default -> {
                    OperationStatuses.unsupported(framework, operation);
                    yield left;
                }
            };
        }
        offers.refuse(framework, agent.id(), first.role(), left, accept.getFilters());
    }

    /** Puts the offers that are valid into {@code accepted}, and says what is wrong with the first that is not. */
    private Optional<String> collect(Framework framework, List<OfferID> ids, List<Offer> accepted) {
        Optional<String> fault = ids.isEmpty() ? Optional.of("No offers specified") : Optional.empty();
        Set<String> seen = new HashSet<>();
        for (OfferID id : ids) {
            Offer offer = cluster.offers.get(id.getValue());
            Optional<String> one = Optional.empty();
            if (!seen.add(id.getValue())) {
                one = Optional.of("Duplicate offer " + id.getValue() + " in offer list");
            } else if (offer == null || !offer.frameworkId().equals(framework.id())) {
                one = Optional.of("Offer " + id.getValue() + " is no longer valid");
            } else if (!accepted.isEmpty() && !accepted.get(0).agentId().equals(offer.agentId())) {
                one = Optional.of("Aggregated offers must belong to one single agent. Offer " + offer.id()
                        + " uses agent " + offer.agentId() + " and agent "
                        + accepted.get(0).agentId());
                accepted.add(offer);
            } else if (!accepted.isEmpty() && !accepted.get(0).role().equals(offer.role())) {
                one = Optional.of("Aggregated offers must be allocated to the same role. Offer " + offer.id()
                        + " uses role " + offer.role() + " but another is using role "
                        + accepted.get(0).role());
                accepted.add(offer);
            } else {
                accepted.add(offer);
            }
            fault = fault.or(oneOf(one));
        }
        return fault;
    }

    private static java.util.function.Supplier<Optional<String>> oneOf(Optional<String> value) {
        return () -> value;
    }

    private void refuse(Framework framework, Operation operation, String fault) {
        List<TaskInfo> tasks = switch (operation.getType()) {
            case LAUNCH -> operation.getLaunch().getTaskInfosList();
            case LAUNCH_GROUP -> operation.getLaunchGroup().getTaskGroup().getTasksList();
            default -> List.of();
        };
        if (tasks.isEmpty()) {
            OperationStatuses.failed(framework, operation, "Operation attempted with invalid resources: " + fault);
        }
        TaskState state = framework.isPartitionAware() ? TaskState.TASK_DROPPED : TaskState.TASK_LOST;
        tasks.forEach(task -> framework.send(Events.update(
                madeFor(task, state, Reason.REASON_INVALID_OFFERS, "Task launched with invalid offers: " + fault))));
    }

    private TaskStatus.Builder madeFor(TaskInfo task, TaskState state, Reason reason, String message) {
        return Statuses.made(
                task.getTaskId().getValue(), task.getAgentId().getValue(), state, reason, message, cluster.now());
    }

    private Resources launch(
            Framework framework, RegisteredAgent agent, Operation.Launch launch, Resources available, String role) {
        Resources left = available;
        for (TaskInfo sent : launch.getTaskInfosList()) {
            TaskInfo task = sent.hasExecutor()
                    ? sent.toBuilder()
                            .setExecutor(Launched.executor(sent.getExecutor(), framework, role))
                            .build()
                    : sent;
            Optional<ExecutorInfo> executor = task.hasExecutor() ? Optional.of(task.getExecutor()) : Optional.empty();
            Resources needed = Resources.of(task.getResourcesList()).plus(newExecutor(executor, framework, agent));
            Optional<String> fault = task.hasCommand() == task.hasExecutor()
                    ? Optional.of("Task should have at least one (but not both) of CommandInfo or ExecutorInfo present")
                    : task.getExecutor().getType() == ExecutorInfo.Type.DEFAULT
                            ? Optional.of("'ExecutorInfo.type' must be 'CUSTOM'")
                            : TaskValidation.fault(task, executor, framework, agent, needed, left, role);
            if (fault.isPresent()) {
                framework.send(
                        Events.update(madeFor(task, TaskState.TASK_ERROR, Reason.REASON_TASK_INVALID, fault.get())));
                continue;
            }
            left = left.minus(needed);
            TaskInfo allocated = Launched.task(task, role);
            add(framework, agent, allocated, executor);
            agent.send(new ToAgent.RunTask(framework.info, allocated));
        }
        return left;
    }

    private Resources launchGroup(
            Framework framework,
            RegisteredAgent agent,
            Operation.LaunchGroup launch,
            Resources available,
            String role) {
        ExecutorInfo executor = Launched.executor(launch.getExecutor(), framework, role);
        List<TaskInfo> tasks = launch.getTaskGroup().getTasksList();
        Resources needed = newExecutor(Optional.of(executor), framework, agent);
        Optional<String> fault = Optional.empty();
        for (TaskInfo task : tasks) {
            needed = needed.plus(Resources.of(task.getResourcesList()));
            if (fault.isEmpty()) {
                fault = TaskValidation.fault(task, Optional.of(executor), framework, agent, needed, available, role)
                        .map(sentence -> "Task '" + task.getTaskId().getValue() + "' is invalid: " + sentence);
            }
        }
        if (fault.isPresent()) {
            for (TaskInfo task : tasks) {
                framework.send(Events.update(
                        madeFor(task, TaskState.TASK_ERROR, Reason.REASON_TASK_GROUP_INVALID, fault.get())));
            }
            return available;
        }
        TaskGroupInfo.Builder group = TaskGroupInfo.newBuilder();
        for (TaskInfo task : tasks) {
            TaskInfo allocated = Launched.task(task, role);
            group.addTasks(allocated);
            add(framework, agent, allocated, Optional.of(executor));
        }
        agent.send(new ToAgent.RunTaskGroup(framework.info, executor, group.build()));
        return available.minus(needed);
    }

    private static Resources newExecutor(Optional<ExecutorInfo> executor, Framework framework, RegisteredAgent agent) {
        return executor.filter(own -> !agent.executorsOf(framework.id())
                        .containsKey(own.getExecutorId().getValue()))
                .map(own -> Resources.of(own.getResourcesList()))
                .orElse(Resources.NONE);
    }

    private void add(Framework framework, RegisteredAgent agent, TaskInfo task, Optional<ExecutorInfo> executor) {
        executor.ifPresent(
                own -> agent.executorsOf(framework.id()).put(own.getExecutorId().getValue(), own));
        KnownTask known = KnownTask.launched(task, framework.id(), executor);
        framework.tasks.put(known.id(), known);
    }
}
