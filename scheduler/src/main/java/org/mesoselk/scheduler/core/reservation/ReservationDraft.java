package org.mesoselk.scheduler.core.reservation;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Memory.Ask;
import org.mesoselk.scheduler.core.model.ReservationMemory;
import org.mesoselk.scheduler.core.model.ReservationMemory.Seen;

/** {@link ReservationMemory} while a tick changes it. */
public final class ReservationDraft {
    final SortedMap<String, Ask> asked;
    final SortedMap<String, Instant> unknown;
    final SortedMap<String, Seen> seen;

    public ReservationDraft(ReservationMemory memory) {
        asked = sorted(memory.asked());
        unknown = sorted(memory.unknown());
        seen = sorted(memory.seen());
    }

    /** The draft is not used any more. */
    public ReservationMemory finished() {
        return new ReservationMemory(
                Collections.unmodifiableSortedMap(asked),
                Collections.unmodifiableSortedMap(unknown),
                Collections.unmodifiableSortedMap(seen));
    }

    /** What an earlier tick finished is sorted already, which saves the sorting. */
    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return map instanceof SortedMap<String, T> before ? new TreeMap<>(before) : new TreeMap<>(map);
    }
}
