package org.mesoselk.scheduler.core.model;

import java.util.Optional;

/** To a {@link ReservationWish}. */
public sealed interface ReservationAnswer {

    /** @param records to be stored @param reservation as it is then; empty when nothing of it is left */
    record Accepted(Records records, Optional<Reservation> reservation) implements ReservationAnswer {}

    /** No such reservation is recorded. */
    record Unknown(String id) implements ReservationAnswer {}

    /** @param name stable, kebab-case */
    record Refused(String name, String sentence) implements ReservationAnswer {}
}
