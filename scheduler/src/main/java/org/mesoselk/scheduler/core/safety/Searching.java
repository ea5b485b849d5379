package org.mesoselk.scheduler.core.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Wait;

/**
 * All that leaves is empty, but a search that asked a copy there before it moved still fetches its documents from there:
 * Elasticsearch keeps what such a search has open when the copy goes, and does not ask another one for the rest. A search
 * that began when all nodes knew where the copies are now has nothing there. Not a {@link Veto}: it judges two looks.
 */
public final class Searching {

    /** Then those that are still at it are cut off: nothing tells how long a search will take. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String NAME = "searching";

    private Searching() {}

    /**
     * Why they do not stop yet, member by member; nothing when nobody can miss them.
     *
     * @param drainedAt when they were first seen to be empty; {@code now} when this look is the one
     */
    public static List<Wait> reasons(Known look, Leaving leaving, Instant drainedAt, Instant now) {
        Optional<Instant> before = look.searchingSince().filter(began -> began.isBefore(drainedAt));
        Instant until = drainedAt.plus(PATIENCE);
        if (before.isEmpty() || !now.isBefore(until)) {
            return List.of();
        }
        String what = before.get().equals(Instant.EPOCH)
                ? "whether a search still uses what was there cannot be told"
                : "a search that began before that may still use what was there";
        return leaving.notYetStopped().stream()
                .map(member -> new Wait(
                        NAME,
                        member.name(),
                        member.name() + " is empty since " + drainedAt + ", and " + what + ": it stops then, or at "
                                + until))
                .toList();
    }
}
