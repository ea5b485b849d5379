package org.mesoselk.scheduler.core.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mesoselk.scheduler.core.model.Memory.Drained;
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

    /** Why they do not stop yet, member by member; nothing when nobody can miss them. */
    public static List<Wait> reasons(Leaving leaving, Drained drained, Instant now) {
        Instant until = drained.at().plus(PATIENCE);
        boolean ended = drained.searches().filter(left -> left.isEmpty()).isPresent();
        if (ended || !now.isBefore(until)) {
            return List.of();
        }
        String what = drained.searches()
                .map(left -> left.size() + (left.size() == 1 ? " search that was" : " searches that were")
                        + " under way then may still use what was there")
                .orElse("whether a search still uses what was there cannot be told");
        return leaving.notYetStopped().stream()
                .map(member -> new Wait(
                        NAME,
                        member.name(),
                        member.name() + " is empty since " + drained.at() + ", and " + what + ": it stops then, or at "
                                + until))
                .toList();
    }
}
