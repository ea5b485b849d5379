package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.util.List;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.Memory.Doubt;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.reservation.HearOfReservations;

/** A call that did not get through is made again; one that may have got through after all is asked about. */
public final class AbsorbFailedCall {

    private AbsorbFailedCall() {}

    public static void into(Tick tick, Call call, String sentence) {
        MemoryDraft memory = tick.memory;
        if (call instanceof Call.ToElasticsearch) {
            memory.complaints.put(call.getClass().getSimpleName(), sentence);
        } else if (call instanceof Call.Launch launch) {
            memory.doubts.put(launch.task().id(), new Doubt(tick.now, 0, tick.now));
            giveBack(tick, launch.offer());
        } else if (call instanceof Call.OnOffer operation) {
            HearOfReservations.failed(tick.reservations, operation);
            giveBack(tick, operation.offer());
        } else if (call instanceof Call.ReconcileOperations reconcile) {
            HearOfReservations.failed(tick.reservations, reconcile);
        } else if (call instanceof Call.Kill kill) {
            memory.killsSent.remove(kill.taskId());
        } else if (call instanceof Call.Reconcile reconcile) {
            askAgain(tick, reconcile);
        } else if (call instanceof Call.SendSeedHosts seeds) {
            memory.seedsSent.remove(seeds.task().id());
        } else if (call instanceof Call.SendEndpoints endpoints) {
            memory.logstash.endpointsSent.remove(endpoints.task().id());
            memory.kibana.endpointsSent.remove(endpoints.task().id());
        } else if (call instanceof Call.SendPipelines pipelines) {
            memory.logstash.pipelinesSent.remove(pipelines.task().id());
        } else if (call instanceof Call.SendValidate validate) {
            memory.logstash.validateSent.remove(validate.task().id());
        } else if (call instanceof Call.Suppress) {
            memory.suppressed = false;
        } else if (call instanceof Call.Revive) {
            memory.reviveWork.clear();
        } else if (call instanceof Call.Decline decline && memory.subscribed) {
            tick.call(decline);
        } else if (call instanceof Call.AcceptInverseOffers accept) {
            AnswerMaintenance.askedStill(tick, accept.inverseOfferIds());
        } else if (call instanceof Call.DeclineInverseOffers decline) {
            AnswerMaintenance.askedStill(tick, decline.inverseOfferIds());
        }
        // Mesos repeats by itself what was not acknowledged.
    }

    /** If it did not get through, Mesos still holds the offer out to us, and would never offer those resources again. */
    private static void giveBack(Tick tick, Offer offer) {
        if (tick.memory.subscribed) {
            tick.call(new Call.Decline(List.of(offer.id()), Duration.ofSeconds(1)));
        }
    }

    private static void askAgain(Tick tick, Call.Reconcile reconcile) {
        if (reconcile.tasks().isEmpty()) {
            tick.memory.implicitAt = tick.now.plus(ReconcileTasks.FIRST_RETRY);
        }
        for (TaskRef task : reconcile.tasks()) {
            tick.memory.unreconciled.computeIfPresent(task.id(), (id, ask) -> new Ask(tick.now, ask.asked()));
        }
    }
}
