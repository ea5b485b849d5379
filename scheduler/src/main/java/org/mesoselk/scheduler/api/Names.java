package org.mesoselk.scheduler.api;

import java.util.Locale;
import org.mesoselk.scheduler.core.model.MemberState;

/** Names as they are stored, shown and measured. */
public final class Names {
    private Names() {}

    /** PENDING, LAUNCHING, ... */
    public static String of(MemberState state) {
        return state.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
