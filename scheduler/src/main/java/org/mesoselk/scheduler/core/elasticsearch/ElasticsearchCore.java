package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.framework.AbsorbInputs;
import org.mesoselk.scheduler.core.framework.AdoptReturned;
import org.mesoselk.scheduler.core.framework.AnswerMaintenance;
import org.mesoselk.scheduler.core.framework.AnswerOffers;
import org.mesoselk.scheduler.core.framework.CountAgentFailures;
import org.mesoselk.scheduler.core.framework.ForgiveFailures;
import org.mesoselk.scheduler.core.framework.NoticeGap;
import org.mesoselk.scheduler.core.framework.ReconcileTasks;
import org.mesoselk.scheduler.core.framework.TellWaits;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.reservation.PlaceReservations;
import org.mesoselk.scheduler.core.reservation.ReconcileOperations;
import org.mesoselk.scheduler.core.reservation.ReleaseReservations;

/** The Elasticsearch framework's decisions. {@link #decide} reads like the procedure that it is. */
public final class ElasticsearchCore implements Core {

    @Override
    public Decision decide(View view) {
        ElasticsearchTick tick = new ElasticsearchTick(view);
        NoticeGap.into(tick);
        AbsorbInputs.into(tick, view.inputs());
        CountAgentFailures.forgetQuiet(tick);
        RecordCluster.into(tick);
        ForgiveFailures.into(tick);
        if (tick.memory.subscribed) {
            act(tick);
        }
        TellWaits.into(tick);
        TellElasticsearch.into(tick);
        return tick.decision();
    }

    private static void act(ElasticsearchTick tick) {
        ReconcileTasks.into(tick);
        ReconcileOperations.into(tick.reservations);
        GrowMembers.into(tick);
        AdoptReturned.into(tick);
        if (ReconcileTasks.settled(tick)) {
            LetStay.into(tick);
            ProtectCluster.into(tick);
            StopSurplus.into(tick);
            StopLeaving.into(tick);
            ForgetLeft.into(tick);
            ChooseLeaving.into(tick);
            FinishOperation.into(tick);
            ReleaseReservations.into(tick.reservations, tick::runsSomethingOn);
            LaunchMembers.into(tick);
            PlaceReservations.into(tick.reservations);
            AwaitFounders.into(tick);
            ReplaceLost.into(tick);
        }
        SendSeeds.into(tick);
        KeepTemplate.into(tick);
        AnswerOffers.into(tick);
        AnswerMaintenance.into(tick);
    }

    @Override
    public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        return Scale.answer(records, memory, count, confirmed, now);
    }
}
