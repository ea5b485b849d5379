package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.AgentsView;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Disconnection;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.ListedAgent;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.reservation.HearOfReservations;

/** What happened since the last tick becomes records and memory, in order. */
public final class AbsorbInputs {

    /**
     * A look takes 10 s at most. One that is older when it arrives lay in the queue while this process was stopped, or
     * while ZooKeeper was slow: since then the copies that it counts on may have gone.
     */
    private static final Duration LOOK_HOLDS = Duration.ofSeconds(15);

    private AbsorbInputs() {}

    public static void into(Tick tick, List<Input> inputs) {
        inputs.forEach(input -> absorb(tick, input));
        AbsorbRemoval.beginAnew(tick);
    }

    private static void absorb(Tick tick, Input input) {
        MemoryDraft memory = tick.memory;
        if (input instanceof Input.Subscribed subscribed) {
            subscribed(tick, subscribed.frameworkId());
        } else if (input instanceof Input.Disconnected disconnected) {
            disconnected(memory, new Disconnection(false, disconnected.cause()));
        } else if (input instanceof Input.Refused refused) {
            disconnected(memory, new Disconnection(true, refused.cause()));
        } else if (input instanceof Input.FrameworkRemoved) {
            AbsorbRemoval.into(tick);
        } else if (input instanceof Input.Observed observed) {
            observed(tick, observed.elasticsearch());
        } else if (input instanceof Input.AgentsListed listed) {
            listed(memory.logstash, listed.agents());
        } else if (input instanceof Input.EndpointsSeen seen) {
            seen(memory.logstash, seen.endpoints());
        } else if (input instanceof Input.GroupEndpointsSeen seen) {
            memory.kibana.seen(seen.group(), seen.endpoints());
        } else if (input instanceof Input.KeysSeen seen) {
            memory.kibana.seen(seen.group(), seen.keys());
        } else if (input instanceof Input.CallFailed failed) {
            AbsorbFailedCall.into(tick, failed.call(), failed.sentence());
        } else if (memory.subscribed) {
            // Without a subscription these are from a stream that is gone: Mesos sends again what still holds.
            fromMesos(tick, input);
        }
    }

    private static void fromMesos(Tick tick, Input input) {
        MemoryDraft memory = tick.memory;
        if (input instanceof Input.Updated updated) {
            AbsorbUpdate.into(tick, updated.update());
        } else if (input instanceof Input.Offered offered) {
            offered.offers().forEach(offer -> offered(tick, offer));
        } else if (input instanceof Input.Rescinded rescinded) {
            memory.offers.remove(rescinded.offerId());
        } else if (input instanceof Input.AgentLost lost) {
            memory.offers.values().removeIf(offer -> offer.agent().id().equals(lost.agentId()));
            memory.agentsSeen.remove(lost.agentId());
            memory.logstash.offering.remove(lost.agentId());
            memory.maintenance.remove(lost.agentId());
            HearOfReservations.agentLost(tick.reservations, lost.agentId());
        } else if (input instanceof Input.InverseOffered inverse) {
            inverse.offers().forEach(offer -> AnswerMaintenance.asked(tick, offer));
        } else if (input instanceof Input.InverseRescinded rescinded) {
            AnswerMaintenance.rescinded(tick, rescinded.inverseOfferId());
        } else if (input instanceof Input.OperationUpdated operation) {
            HearOfReservations.updated(tick.reservations, operation.update());
            if (operation.update().uuid().isPresent()) {
                tick.call(new Call.AcknowledgeOperation(operation.update()));
            }
        }
    }

    private static void subscribed(Tick tick, String frameworkId) {
        MemoryDraft memory = tick.memory;
        String recorded = tick.records().frameworkId().orElse(frameworkId);
        if (!recorded.equals(frameworkId)) {
            disconnected(
                    memory,
                    new Disconnection(
                            false,
                            "Mesos subscribed this scheduler as framework " + frameworkId + ", but it is recorded as "
                                    + recorded + "; nothing is done until it is subscribed as the recorded one"));
            return;
        }
        tick.records(tick.records().withFrameworkId(frameworkId));
        disconnected(memory, Disconnection.NONE);
        memory.subscribed = true;
        memory.removed = Optional.empty();
        memory.maintenance.clear();
        memory.suppressed = false;
        memory.revivedAt = tick.now;
        memory.reviveWork.clear();
        tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Pending)
                .map(Member::name)
                .forEach(memory.reviveWork::add);
        memory.seedsSent.clear();
        memory.logstash.subscribed();
        memory.kibana.subscribed();
        memory.foreignTasks.clear();
        memory.agentsSeen.clear();
        memory.doubts.clear();
        memory.killsSent.clear();
        memory.said.clear();
        memory.waitingSince.clear();
        memory.unreconciled.clear();
        tick.members().stream()
                .flatMap(member -> member.task().stream())
                .forEach(task -> memory.unreconciled.put(task.id(), new Ask(tick.now, 0)));
        tick.records().abandoned().keySet().forEach(id -> memory.unreconciled.put(id, new Ask(tick.now, 0)));
        HearOfReservations.subscribed(tick.reservations);
        memory.subscribedAt = tick.now;
        memory.steadySince = tick.now;
        memory.implicitAt = tick.now;
        memory.offeredAt = tick.now;
    }

    public static void disconnected(MemoryDraft memory, Disconnection why) {
        memory.subscribed = false;
        memory.disconnection = why;
        memory.offers.clear();
    }

    private static void offered(Tick tick, Offer offer) {
        if (!tick.memory.agentsSeen.containsKey(offer.agent().id())) {
            askWhatCameBackWith(tick, offer.agent().id());
        }
        tick.memory.offers.put(offer.id(), offer);
        HearOfReservations.offered(tick.reservations, offer);
        tick.memory.agentsSeen.put(offer.agent().id(), offer.agent().hostname());
        tick.memory.offeredAt = tick.now;
        tick.memory.logstash.offering.put(
                offer.agent().id(),
                new ListedAgent(
                        offer.agent(),
                        offer.attributes(),
                        true,
                        new Resources(offer.cpus(), (int) offer.memoryMb(), (int) offer.diskMb())));
    }

    /** One that could not be had takes nothing away from the last one. */
    private static void listed(LogstashDraft memory, AgentsView view) {
        if (view instanceof AgentsView.Unknown unknown) {
            memory.agentsUnknown = unknown.cause();
        } else {
            memory.agents = view;
            memory.agentsUnknown = "";
        }
    }

    private static void seen(LogstashDraft memory, EndpointsView view) {
        if (view instanceof EndpointsView.Unknown unknown) {
            memory.endpointsUnknown = unknown.cause();
        } else {
            memory.endpoints = view;
            memory.endpointsUnknown = "";
        }
    }

    /** Mesos tells by itself that an agent is back, but not that a task has come back with it. */
    private static void askWhatCameBackWith(Tick tick, String agentId) {
        tick.records().abandoned().values().stream()
                .map(abandoned -> abandoned.task())
                .filter(task -> task.agent().id().equals(agentId))
                .forEach(task -> tick.memory.unreconciled.put(task.id(), new Ask(tick.now, 0)));
    }

    private static void observed(Tick tick, ElasticsearchView view) {
        tick.memory.elasticsearch = view;
        boolean isNew = !view.at().plus(LOOK_HOLDS).isBefore(tick.now);
        tick.look(view instanceof ElasticsearchView.Known known && isNew ? Optional.of(known) : Optional.empty());
    }
}
