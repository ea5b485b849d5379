package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.InverseOffer;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Memory.Maintenance;

/**
 * An agent that is to be left for maintenance: agreed to when nothing of ours is there, declined otherwise. No member is
 * moved for it. One that is stopped by the maintenance comes back to its data afterwards.
 */
public final class AnswerMaintenance {

    /** Mesos asks again after that for as long as the maintenance is planned. */
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(5);

    /** A plan that has not been heard of for so long has been given up: nothing else tells. */
    private static final Duration PLAN_HOLDS = ASKED_AGAIN.multipliedBy(3);

    private AnswerMaintenance() {}

    public static void asked(Tick tick, InverseOffer offer) {
        tick.memory.maintenance.put(offer.agentId(), new Maintenance(offer, tick.now, false));
    }

    public static void rescinded(Tick tick, String inverseOfferId) {
        tick.memory.maintenance.values().removeIf(plan -> plan.offer().id().equals(inverseOfferId));
    }

    /** An answer did not get through. */
    public static void askedStill(Tick tick, List<String> inverseOfferIds) {
        tick.memory.maintenance.replaceAll(
                (agent, plan) -> inverseOfferIds.contains(plan.offer().id())
                        ? new Maintenance(plan.offer(), plan.askedAt(), false)
                        : plan);
    }

    public static void into(Tick tick) {
        tick.memory
                .maintenance
                .values()
                .removeIf(plan -> !tick.now.isBefore(plan.askedAt().plus(PLAN_HOLDS))
                        || plan.offer().unavailability().isOver(tick.now));
        tick.memory.maintenance.replaceAll((agent, plan) -> answered(tick, plan));
        tick.memory.maintenance.forEach((agent, plan) -> tick.members().stream()
                .filter(member -> isOn(member, agent) && !tick.letsGoOf(agent))
                .forEach(member -> tell(tick, member, plan)));
    }

    private static Maintenance answered(Tick tick, Maintenance plan) {
        if (!plan.answered()) {
            String agent = plan.offer().agentId();
            List<String> id = List.of(plan.offer().id());
            tick.call(
                    isEmpty(tick, agent) || tick.letsGoOf(agent)
                            ? new Call.AcceptInverseOffers(id, ASKED_AGAIN)
                            : new Call.DeclineInverseOffers(id, ASKED_AGAIN));
        }
        return new Maintenance(plan.offer(), plan.askedAt(), true);
    }

    private static boolean isEmpty(Tick tick, String agent) {
        return tick.members().stream().noneMatch(member -> isOn(member, agent))
                && tick.records().abandoned().values().stream()
                        .noneMatch(task -> task.task().agent().id().equals(agent))
                && tick.memory.foreignTasks.values().stream()
                        .noneMatch(task -> task.agentId().equals(Optional.of(agent)));
    }

    private static boolean isOn(Member member, String agent) {
        return member.task().filter(task -> task.agent().id().equals(agent)).isPresent();
    }

    private static void tell(Tick tick, Member member, Maintenance plan) {
        tick.wait(
                "maintenance",
                member.name(),
                member.name() + " stays on agent "
                        + member.task().orElseThrow().agent().hostname()
                        + ", which Mesos wants to be left for maintenance "
                        + plan.offer().unavailability().words()
                        + "; when it is stopped there it comes back to its data");
    }
}
