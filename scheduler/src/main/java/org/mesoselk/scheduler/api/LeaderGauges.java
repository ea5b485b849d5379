package org.mesoselk.scheduler.api;

import io.micrometer.core.instrument.Gauge;
import java.util.function.ToDoubleFunction;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Published;

/** Gauges of what the leader publishes: 0 in a process that stands by for another one. */
public final class LeaderGauges {
    private final Board board;
    private final Leadership leadership;

    public LeaderGauges(ApiContext scheduler) {
        this.board = scheduler.board();
        this.leadership = scheduler.leadership();
    }

    public Gauge.Builder<Board> of(String name, ToDoubleFunction<Published> value) {
        return Gauge.builder(name, board, b -> isAnothers() ? 0 : value.applyAsDouble(b.read()));
    }

    /** Another process leads. */
    public boolean isAnothers() {
        return leadership.leader() instanceof Leadership.Another;
    }
}
