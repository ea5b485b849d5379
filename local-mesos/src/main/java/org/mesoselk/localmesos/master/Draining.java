package org.mesoselk.localmesos.master;

import com.google.protobuf.util.Durations;
import java.util.Optional;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.DrainInfo;
import org.apache.mesos.v1.Protos.DrainState;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.mesoselk.localmesos.link.ToAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents whose tasks an operator wants ended, and that are not offered until they are reactivated. */
final class Draining {

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    private final Cluster cluster;
    private final Offers offers;
    private final AgentLoss loss;

    Draining(Cluster cluster, Offers offers, AgentLoss loss) {
        this.cluster = cluster;
        this.offers = offers;
        this.loss = loss;
    }

    void drain(RegisteredAgent agent, Call.DrainAgent call) {
        LOG.info("agent {} is to be drained", agent.id());
        DrainConfig.Builder config = DrainConfig.newBuilder().setMarkGone(call.getMarkGone());
        if (call.hasMaxGracePeriod()) {
            config.setMaxGracePeriod(
                    DurationInfo.newBuilder().setNanoseconds(Durations.toNanos(call.getMaxGracePeriod())));
        }
        agent.drain = Optional.of(DrainInfo.newBuilder()
                .setState(DrainState.DRAINING)
                .setConfig(config)
                .build());
        agent.drainStarted = cluster.now();
        offers.rescindAllOn(agent.id());
        agent.send(new ToAgent.Drain(agent.drain.get().getConfig()));
    }

    void reactivate(RegisteredAgent agent) {
        LOG.info("agent {} is reactivated", agent.id());
        agent.drain = Optional.empty();
        agent.send(new ToAgent.Reactivate());
        cluster.wantAllocation();
    }

    /** Those without tasks are drained by now. */
    void tick() {
        for (RegisteredAgent agent : java.util.List.copyOf(cluster.agents.values())) {
            boolean empty = agent.drain
                            .filter(drain -> drain.getState() == DrainState.DRAINING)
                            .isPresent()
                    && agent.isConnected()
                    && agent.executors.values().stream().allMatch(java.util.Map::isEmpty)
                    && cluster.frameworks.values().stream()
                            .allMatch(framework -> framework.tasksOn(agent.id()).isEmpty());
            if (empty) {
                LOG.info("agent {} is drained", agent.id());
                DrainInfo drained = agent.drain.get().toBuilder()
                        .setState(DrainState.DRAINED)
                        .build();
                agent.drain = Optional.of(drained);
                if (drained.getConfig().getMarkGone()) {
                    loss.markedGone(agent);
                }
            }
        }
    }
}
