package org.mesoselk.scheduler.core.reservation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Reservation;

/** Asks Mesos what became of operations, in growing pauses until it answers. */
public final class ReconcileOperations {
    static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    /** Mesos and the agent answer within milliseconds; one that is silent for so long is asked about. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private ReconcileOperations() {}

    public static void into(ReservationDesk desk) {
        List<PendingOperation> due = new ArrayList<>();
        for (Reservation reservation : desk.all()) {
            reservation.operation().filter(operation -> isDue(desk, operation)).ifPresent(due::add);
        }
        if (!due.isEmpty()) {
            desk.call(new Call.ReconcileOperations(List.copyOf(due)));
        }
        desk.memory.asked.keySet().removeIf(id -> desk.ofOperation(id).isEmpty());
        desk.memory.unknown.keySet().removeIf(id -> desk.ofOperation(id).isEmpty());
    }

    private static boolean isDue(ReservationDesk desk, PendingOperation operation) {
        if (desk.memory.unknown.containsKey(operation.id())) {
            return false;
        }
        Ask ask = desk.memory.asked.computeIfAbsent(
                operation.id(), id -> new Ask(operation.sentAt().plus(SILENCE), 0));
        if (desk.now.isBefore(ask.nextAt())) {
            return false;
        }
        Duration pause = BackOff.doubling(FIRST_RETRY, ask.asked(), LONGEST_RETRY);
        desk.memory.asked.put(operation.id(), new Ask(desk.now.plus(pause), ask.asked() + 1));
        return true;
    }
}
