package org.mesoselk.scheduler.core.logstash;

import java.time.Instant;
import java.util.List;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.framework.AbsorbInputs;
import org.mesoselk.scheduler.core.framework.AdoptReturned;
import org.mesoselk.scheduler.core.framework.AnswerMaintenance;
import org.mesoselk.scheduler.core.framework.AnswerOffers;
import org.mesoselk.scheduler.core.framework.CountAgentFailures;
import org.mesoselk.scheduler.core.framework.ForgiveFailures;
import org.mesoselk.scheduler.core.framework.NoticeGap;
import org.mesoselk.scheduler.core.framework.ReconcileTasks;
import org.mesoselk.scheduler.core.framework.StopTold;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.framework.TellWaits;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.reservation.PlaceReservations;
import org.mesoselk.scheduler.core.reservation.ReconcileOperations;
import org.mesoselk.scheduler.core.reservation.ReleaseReservations;

/** The Logstash framework's decisions: a member for each agent, and its task there and nowhere else. */
public final class LogstashCore implements Core {

    @Override
    public Decision decide(View view) {
        LogstashTick tick = new LogstashTick(view);
        NoticeGap.into(tick);
        AbsorbInputs.into(tick, view.inputs());
        CountAgentFailures.forgetQuiet(tick);
        ForgiveFailures.into(tick);
        if (tick.memory.subscribed) {
            act(tick);
        }
        TellWaits.into(tick);
        TellCoverage.into(tick);
        return tick.decision();
    }

    private static void act(LogstashTick tick) {
        ReconcileTasks.into(tick);
        ReconcileOperations.into(tick.reservations);
        CoverAgents.into(tick);
        AdoptReturned.into(tick);
        if (ReconcileTasks.settled(tick)) {
            StopTold.into(tick);
            Surplus.alive(tick).forEach(task -> StopTold.surplus(tick, task));
            ForgetGone.into(tick);
            ReserveShares.into(tick);
            ReleaseReservations.into(tick.reservations, tick::runsSomethingOn);
            LaunchCollectors.into(tick);
            PlaceReservations.into(tick.reservations);
        }
        SendEndpoints.into(tick);
        TakeUpGiven.into(tick);
        ValidatePipelines.into(tick);
        RollPipelines.into(tick);
        AnswerOffers.into(tick);
        AnswerMaintenance.into(tick);
    }

    @Override
    public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        return new ScaleAnswer.Refused(
                List.of(
                        new Wait(
                                "one-per-agent",
                                "logstash",
                                "Logstash runs once on each agent and is not scaled by number: leave agents out with --constraint")),
                false);
    }
}
