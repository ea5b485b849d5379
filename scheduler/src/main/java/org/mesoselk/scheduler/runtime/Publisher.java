package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.state.Store;

/** Puts on the {@link Board} what a tick left behind, and into the log what changed. For the loop's thread. */
final class Publisher {
    private static final int KEPT_VERDICTS = 200;

    private final Board board;
    private final Store store;
    private final Deque<Verdict> verdicts = new ArrayDeque<>();
    private final Narrator narrator = new Narrator();
    private long ticks;
    /** Why nothing was decided, as told last. */
    private List<Wait> told = List.of();

    Publisher(Board board, Store store) {
        this.board = board;
        this.store = store;
    }

    void decided(Instant now, Records before, Decision decision, Duration took) {
        ticks++;
        for (Verdict verdict : decision.verdicts()) {
            verdicts.addLast(verdict);
            if (verdicts.size() > KEPT_VERDICTS) {
                verdicts.removeFirst();
            }
        }
        Narrator.tell(before, decision.records());
        narrator.tell(now, decision.waits());
        boolean changed = !before.equals(decision.records());
        Published last = board.read();
        board.publish(new Published(
                now,
                true,
                decision.records(),
                decision.memory(),
                List.copyOf(decision.waits()),
                List.copyOf(verdicts),
                changed || ticks == 1 ? store.history() : last.operations(),
                took,
                ticks));
    }

    /** The records changed by an operator's wish. */
    void changed(Instant now, Records records, Memory memory) {
        Published last = board.read();
        board.publish(new Published(
                now, true, records, memory, last.waits(), last.verdicts(), store.history(), last.tickTime(), ticks));
    }

    /** Nothing is decided: what is shown is what was last known, and that it is. */
    void undecided(Instant now, Records records, Memory memory, Wait why) {
        Published last = board.read();
        List<Wait> waits = new ArrayList<>(last.waits());
        waits.removeIf(wait -> told.contains(wait) || wait.name().equals(why.name()));
        told = List.of(why);
        waits.addAll(0, told);
        narrator.tell(now, waits);
        board.publish(new Published(
                now,
                false,
                records,
                memory,
                List.copyOf(waits),
                last.verdicts(),
                last.operations(),
                last.tickTime(),
                ticks));
    }
}
