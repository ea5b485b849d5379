package org.mesoselk.scheduler.runtime;

import java.time.Instant;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ReservationAnswer;
import org.mesoselk.scheduler.core.model.ReservationWish;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.reservation.AnswerWish;

/** An operator's wish for a reservation, or for the end of one. */
record WishOfReservations(ReservationWish wish) implements Wish<ReservationOutcome> {

    @Override
    public Reply<ReservationOutcome> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        ReservationAnswer answer = AnswerWish.answer(records, wish, settings.role(), now);
        Records granted = answer instanceof ReservationAnswer.Accepted accepted ? accepted.records() : records;
        return new Reply<>(granted, stored -> new ReservationOutcome.Answered(answer));
    }

    @Override
    public ReservationOutcome unavailable(String sentence, boolean perhapsStored) {
        return new ReservationOutcome.Unavailable(sentence, perhapsStored);
    }

    @Override
    public ReservationOutcome tooLong(String sentence) {
        return new ReservationOutcome.TooLong(sentence);
    }
}
