package org.mesoselk.localmesos.master;

import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.mesoselk.localmesos.link.ToAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frameworks come, fail over, disconnect and go. */
final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Cluster cluster;
    private final Offers offers;

    Subscriptions(Cluster cluster, Offers offers) {
        this.cluster = cluster;
        this.offers = offers;
    }

    void subscribe(FrameworkInfo info, List<String> suppressedRoles, SchedulerStream stream) {
        String id = info.getId().getValue();
        Optional<String> fault = FrameworkValidation.fault(info, suppressedRoles);
        if (fault.isPresent() || cluster.completedFrameworks.containsKey(id)) {
            stream.send(Events.error(fault.orElse("Framework has been removed")));
            stream.end();
            return;
        }
        Framework framework = id.isEmpty()
                ? added(info.toBuilder()
                        .setId(FrameworkID.newBuilder().setValue(cluster.nextFrameworkId()))
                        .build())
                : cluster.framework(id).map(known -> failedOver(known, info)).orElseGet(() -> added(info));
        framework.stream = Optional.of(stream);
        framework.suppressed.addAll(suppressedRoles);
        framework.nextHeartbeat = cluster.now().plus(cluster.timings.heartbeatInterval());
        framework.send(subscribed(framework));
        framework.send(Events.HEARTBEAT);
        cluster.wantAllocation();
        LOG.info("framework {} ({}) subscribed", framework.id(), info.getName());
    }

    private Framework added(FrameworkInfo info) {
        Framework framework = new Framework(info, cluster.now());
        cluster.frameworks.put(framework.id(), framework);
        return framework;
    }

    private Framework failedOver(Framework framework, FrameworkInfo info) {
        framework.stream.ifPresent(old -> {
            old.send(Events.error("Framework failed over"));
            old.end();
        });
        release(framework);
        framework.info = info;
        framework.recovered = false;
        framework.reregistered = Optional.of(cluster.now());
        cluster.tellAgents(new ToAgent.UpdateFramework(info));
        return framework;
    }

    private Event subscribed(Framework framework) {
        return Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setFrameworkId(framework.info.getId())
                        .setHeartbeatIntervalSeconds(
                                cluster.timings.heartbeatInterval().toMillis() / 1000.0)
                        .setMasterInfo(cluster.master))
                .build();
    }

    /** The scheduler's connection has gone; nothing happens when another one took over before. */
    void disconnected(String streamId) {
        for (Framework framework : List.copyOf(cluster.frameworks.values())) {
            if (framework.stream.isPresent() && framework.stream.get().id().equals(streamId)) {
                release(framework);
                framework.removeAt = framework.deadlineFrom(cluster.now());
                LOG.info("framework {} disconnected, to be removed at {}", framework.id(), framework.removeAt);
                removeOverdue();
            }
        }
    }

    /** Back to a state without scheduler: offers, filters and suppression end with the connection. */
    private void release(Framework framework) {
        framework.stream = Optional.empty();
        framework.nextHeartbeat = java.time.Instant.MAX;
        framework.removeAt = java.time.Instant.MAX;
        framework.suppressed.clear();
        framework.filters.clear();
        offers.discardAllOf(framework.id());
    }

    void removeOverdue() {
        List.copyOf(cluster.frameworks.values()).stream()
                .filter(framework -> !framework.removeAt.isAfter(cluster.now()))
                .forEach(this::remove);
    }

    /** For good: its executors are shut down, and its id is not taken again. */
    void remove(Framework framework) {
        LOG.info("framework {} removed", framework.id());
        Optional<SchedulerStream> stream = framework.stream;
        release(framework);
        framework.unregistered = Optional.of(cluster.now());
        cluster.tellAgents(new ToAgent.ShutdownFramework(framework.info.getId()));
        for (KnownTask task : List.copyOf(framework.tasks.values())) {
            if (!task.isTerminal()) {
                task.state(TaskState.TASK_KILLED);
            }
            framework.complete(task);
        }
        cluster.agents.values().forEach(agent -> {
            agent.executors.remove(framework.id());
            agent.killed.remove(framework.id());
        });
        cluster.complete(framework);
        stream.ifPresent(SchedulerStream::end);
    }

    void update(Framework framework, FrameworkInfo info, List<String> suppressedRoles) {
        framework.info = info;
        framework.suppressed.clear();
        framework.suppressed.addAll(suppressedRoles);
        List.copyOf(cluster.offersOf(framework.id())).stream()
                .filter(offer -> !framework.roles().contains(offer.role()))
                .forEach(offers::rescind);
        cluster.tellAgents(new ToAgent.UpdateFramework(info));
        cluster.wantAllocation();
    }

    void heartbeats() {
        for (Framework framework : cluster.frameworks.values()) {
            while (!framework.nextHeartbeat.isAfter(cluster.now())) {
                framework.nextHeartbeat = framework.nextHeartbeat.plus(cluster.timings.heartbeatInterval());
                framework.send(Events.HEARTBEAT);
            }
        }
    }
}
