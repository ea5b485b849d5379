package org.mesoselk.scheduler.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Holding;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Reservation;
import org.mesoselk.scheduler.core.model.ReservationAnswer;
import org.mesoselk.scheduler.core.model.ReservationMemory.Seen;
import org.mesoselk.scheduler.core.model.ReservationWish;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.ReservationOutcome;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dynamic reservations: make one, see them, release one. */
@RestController
@RequestMapping("/v1/reservations")
class ReservationController {
    private final ApiContext scheduler;

    ReservationController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** @param unknown reserved for our role but not recorded here, as last offered: never unreserved by this scheduler */
    record ReservationsAnswer(String role, List<ReservationView> reservations, List<UnknownReservation> unknown) {}

    /** @param state REQUESTED, RESERVING, RESERVED or RELEASING @param agent where it is, or may be */
    record ReservationView(
            String id,
            String state,
            Resources share,
            Optional<String> on,
            Optional<AgentRef> agent,
            Optional<String> operation,
            int attempts,
            Optional<String> trouble) {
        static ReservationView of(Reservation reservation) {
            return new ReservationView(
                    reservation.id(),
                    reservation.state().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                    reservation.share(),
                    reservation.on(),
                    reservation.agent(),
                    reservation.operation().map(operation -> operation.id()),
                    reservation.attempts(),
                    reservation.trouble());
        }
    }

    /** @param dynamic false: from the agent's own configuration @param free what no task used of it at that time */
    record UnknownReservation(
            AgentRef agent,
            Instant seenAt,
            boolean dynamic,
            Optional<String> principal,
            Map<String, String> labels,
            Resources free,
            List<String> volumes) {}

    @GetMapping
    ReservationsAnswer reservations() {
        Published published = scheduler.board().read();
        Records records = published.records();
        List<UnknownReservation> unknown = published.memory().reservations().seen().values().stream()
                .flatMap(seen -> seen.holdings().stream()
                        .filter(holding -> !isRecorded(records, seen, holding))
                        .map(holding -> unknown(seen, holding)))
                .toList();
        return new ReservationsAnswer(
                scheduler.settings().role(),
                records.reservations().values().stream()
                        .map(ReservationView::of)
                        .toList(),
                unknown);
    }

    private static boolean isRecorded(Records records, Seen seen, Holding holding) {
        return holding.reservationId()
                .map(records.reservations()::get)
                .flatMap(Reservation::agent)
                .filter(agent -> agent.id().equals(seen.agent().id()))
                .isPresent();
    }

    private static UnknownReservation unknown(Seen seen, Holding holding) {
        return new UnknownReservation(
                seen.agent(),
                seen.at(),
                holding.dynamic(),
                holding.principal(),
                holding.labels(),
                holding.share(),
                holding.volumes());
    }

    @GetMapping("/{id}")
    ReservationView reservation(@PathVariable String id) {
        Reservation found = scheduler.board().read().records().reservations().get(id);
        if (found == null) {
            throw noSuch(id);
        }
        return ReservationView.of(found);
    }

    @PostMapping
    ResponseEntity<ReservationView> reserve(@RequestBody(required = false) byte[] body) {
        Records records = scheduler.board().read().records();
        Resources member = Share.ofAMember(scheduler.settings(), records);
        ReservationRequest request = ReservationRequest.read(body == null ? new byte[0] : body, member);
        String id =
                request.id().orElseGet(() -> "r-" + UUID.randomUUID().toString().substring(0, 8));
        Reservation made = accepted(ask(new ReservationWish.Reserve(id, request.share(), request.on())))
                .orElseThrow();
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(ReservationView.of(made));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<ReservationView> release(@PathVariable String id) {
        return accepted(ask(new ReservationWish.Release(id)))
                .map(releasing -> ResponseEntity.status(HttpStatus.ACCEPTED).body(ReservationView.of(releasing)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private static Optional<Reservation> accepted(ReservationOutcome outcome) {
        if (outcome instanceof ReservationOutcome.Unavailable unavailable) {
            throw Wishes.unavailable(unavailable.sentence(), unavailable.perhapsStored(), "the reservations");
        }
        if (outcome instanceof ReservationOutcome.TooLong tooLong) {
            throw Wishes.tooLong(tooLong.sentence());
        }
        ReservationAnswer answer = ((ReservationOutcome.Answered) outcome).answer();
        if (answer instanceof ReservationAnswer.Refused refused) {
            throw new Problem(HttpStatus.CONFLICT, refused.name(), refused.sentence());
        } else if (answer instanceof ReservationAnswer.Unknown unknown) {
            throw noSuch(unknown.id());
        }
        return ((ReservationAnswer.Accepted) answer).reservation();
    }

    private static Problem noSuch(String id) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "no-such-reservation",
                "there is no reservation " + id + ": GET /v1/reservations lists them");
    }

    private ReservationOutcome ask(ReservationWish wish) {
        return Wishes.ask(scheduler, inbox -> inbox.wish(wish), why -> new ReservationOutcome.Unavailable(why, true));
    }
}
