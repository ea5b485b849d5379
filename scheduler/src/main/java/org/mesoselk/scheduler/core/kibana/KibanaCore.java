package org.mesoselk.scheduler.core.kibana;

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
import org.mesoselk.scheduler.core.framework.TellWaits;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.reservation.PlaceReservations;
import org.mesoselk.scheduler.core.reservation.ReconcileOperations;
import org.mesoselk.scheduler.core.reservation.ReleaseReservations;

/** The Kibana framework's decisions: as many instances of each group as are wanted, wherever there is room. */
public final class KibanaCore implements Core {

    @Override
    public Decision decide(View view) {
        KibanaTick tick = new KibanaTick(view);
        NoticeGap.into(tick);
        AbsorbInputs.into(tick, view.inputs());
        CountAgentFailures.forgetQuiet(tick);
        ForgiveFailures.into(tick);
        LeaveNoHome.into(tick);
        if (tick.memory.subscribed) {
            act(tick);
        }
        TellWaits.into(tick);
        TellInstances.into(tick);
        return tick.decision();
    }

    private static void act(KibanaTick tick) {
        ReconcileTasks.into(tick);
        ReconcileOperations.into(tick.reservations);
        TakeUpGroups.into(tick);
        GrowGroups.into(tick);
        AdoptReturned.into(tick);
        if (ReconcileTasks.settled(tick)) {
            ReplaceLost.into(tick);
            ChooseLeaving.into(tick);
            RollOutdated.into(tick);
            StopTold.into(tick);
            StopSurplus.into(tick);
            ForgetLeft.into(tick);
            ReleaseReservations.into(tick.reservations, tick::runsSomethingOn);
            LaunchInstances.into(tick);
            PlaceReservations.into(tick.reservations);
        }
        ForgetEnded.into(tick);
        SendEndpoints.into(tick);
        AnswerOffers.into(tick);
        AnswerMaintenance.into(tick);
    }

    @Override
    public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        return new ScaleAnswer.Refused(
                List.of(new Wait(
                        "by-group",
                        "kibana",
                        "Kibana is scaled group by group: PUT /v1/kibana/instances?group=NAME (default: "
                                + KibanaSettings.DEFAULT_GROUP + ")")),
                false);
    }
}
