package org.mesoselk.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What happened, one line per thing, with virtual times; kept only when somebody will read it. */
public final class Script {
    private static final int MOST_LINES = 100_000;

    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    public Script(boolean kept) {
        this.kept = kept;
    }

    public boolean kept() {
        return kept;
    }

    public void tell(long now, Supplier<String> what) {
        if (kept && lines.size() < MOST_LINES) {
            lines.add(time(now) + "  " + what.get());
        }
    }

    /** Minutes and seconds of virtual time. */
    public static String time(long milliseconds) {
        return String.format(Locale.ROOT, "%3d:%06.3f", milliseconds / 60_000, milliseconds % 60_000 / 1000.0);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
