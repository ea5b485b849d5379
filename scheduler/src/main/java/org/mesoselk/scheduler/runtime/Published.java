package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Spec;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.Wait;

/**
 * What the last tick left behind, for everybody who wants to look: API, page, metrics, observer.
 *
 * @param at time of the tick
 * @param deciding false while ZooKeeper cannot be read or written
 * @param waits of the core and of the loop itself
 * @param verdicts the last ones, newest last
 * @param operations the last ones, oldest first
 * @param tickTime how long the tick took
 */
public record Published(
        Instant at,
        boolean deciding,
        Records records,
        Memory memory,
        List<Wait> waits,
        List<Verdict> verdicts,
        List<Operation> operations,
        Duration tickTime,
        long ticks) {

    /** Of a process that has not led yet: nothing is recorded but the {@code spec} that a first start would store. */
    public static Published nothingYet(Spec spec, Instant at) {
        return of(new Records(Optional.empty(), spec, Cluster.NONE, new TreeMap<>(), Optional.empty()), List.of(), at)
                .undecided();
    }

    /** With what a term begins. */
    public static Published of(Records records, List<Operation> operations, Instant at) {
        return new Published(at, true, records, Memory.initial(at), List.of(), List.of(), operations, Duration.ZERO, 0);
    }

    private Published undecided() {
        return new Published(at, false, records, memory, waits, verdicts, operations, tickTime, ticks);
    }
}
