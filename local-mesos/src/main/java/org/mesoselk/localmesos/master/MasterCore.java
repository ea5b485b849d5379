package org.mesoselk.localmesos.master;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.link.ToMaster;

/**
 * A leading master without its HTTP and its threads: calls go in, events go out by the streams that came with them.
 * One thread at a time. {@link #tick} is to be called often; all that is due by the clock happens there.
 */
final class MasterCore {

    final Cluster cluster;
    final Offers offers;
    final Subscriptions subscriptions;
    final AgentLoss loss;
    final Draining draining;
    final Operations operations;
    final Maintenance maintenance;
    private final SchedulerCalls calls;
    private final Agents agents;
    private final AgentMessages messages;
    private Instant nextAllocation;

    MasterCore(MasterInfo master, Timings timings, InstantSource clock) {
        cluster = new Cluster(master, timings, clock);
        InverseOffers inverse = new InverseOffers(cluster);
        offers = new Offers(cluster, inverse);
        subscriptions = new Subscriptions(cluster, offers);
        operations = new Operations(cluster);
        calls = new SchedulerCalls(cluster, offers, inverse, subscriptions, operations);
        agents = new Agents(cluster);
        loss = new AgentLoss(cluster, offers);
        draining = new Draining(cluster, offers, loss);
        maintenance = new Maintenance(cluster, offers, inverse, loss);
        messages = new AgentMessages(cluster, loss, operations);
        nextAllocation = clock.instant();
    }

    void subscribe(Call.Subscribe subscribe, SchedulerStream stream) {
        subscriptions.subscribe(subscribe.getFrameworkInfo(), subscribe.getSuppressedRolesList(), stream);
        settle();
    }

    void schedulerGone(String streamId) {
        subscriptions.disconnected(streamId);
        settle();
    }

    /** @throws HttpError when the call is refused */
    void call(Call call, Optional<String> streamId) {
        Framework framework = cluster.framework(call.getFrameworkId().getValue())
                .orElseThrow(() -> new HttpError(400, "Framework cannot be found"));
        SchedulerStream stream = framework.stream.orElseThrow(() -> new HttpError(403, "Framework is not subscribed"));
        String sent = streamId.orElseThrow(
                () -> new HttpError(400, "All non-subscribe calls should include the 'Mesos-Stream-Id' header"));
        if (!stream.id().equals(sent)) {
            throw new HttpError(
                    400,
                    "The stream ID '" + sent + "' included in this request didn't match the stream ID currently"
                            + " associated with framework ID " + framework.id());
        }
        calls.call(framework, call);
        settle();
    }

    void register(ToMaster.Register register, AgentLink link) {
        agents.register(register, link);
        cluster.agent(register.agent().getId().getValue()).ifPresent(operations::reconcileWith);
        settle();
    }

    /** All in one turn: each alone would have offers made for it. */
    void register(List<InProcessAgent> some) {
        some.forEach(agent -> agents.register(agent.register(), agent.link()));
        settle();
    }

    /** @throws HttpError when the agent is not registered; it should register again */
    void message(String agentId, ToMaster message) {
        RegisteredAgent agent =
                cluster.agent(agentId).orElseThrow(() -> new HttpError(403, "Agent " + agentId + " is not registered"));
        messages.receive(agent, message);
        settle();
    }

    /** Nothing happens when the agent has another link by now. */
    void agentGone(AgentLink link) {
        cluster.agents.values().stream()
                .filter(agent -> agent.link.isPresent() && agent.link.get() == link)
                .findFirst()
                .ifPresent(loss::disconnected);
        settle();
    }

    void tick() {
        subscriptions.heartbeats();
        subscriptions.removeOverdue();
        offers.rescindExpired();
        agents.pingAndFindSilent().forEach(loss::unreachable);
        draining.tick();
        if (!nextAllocation.isAfter(cluster.now())) {
            nextAllocation = cluster.now().plus(cluster.timings.allocationInterval());
            cluster.wantAllocation();
        }
        settle();
    }

    void settle() {
        if (cluster.takeAllocationWish()) {
            offers.allocate();
        }
    }
}
