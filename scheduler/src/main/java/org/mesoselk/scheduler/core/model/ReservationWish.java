package org.mesoselk.scheduler.core.model;

import java.util.Optional;

/** What an operator wants of reservations. */
public sealed interface ReservationWish {

    /** @param id new, made by whoever asks @param on agent id or host name; empty: any */
    record Reserve(String id, Resources share, Optional<String> on) implements ReservationWish {}

    record Release(String id) implements ReservationWish {}
}
