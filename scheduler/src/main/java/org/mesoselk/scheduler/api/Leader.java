package org.mesoselk.scheduler.api;

import java.time.Instant;
import java.util.Optional;
import org.mesoselk.scheduler.runtime.Milestones;

/** @param leader URL of its API; empty when nobody leads. Times are ISO 8601; null before they are reached */
public record Leader(
        String leader, Long epoch, Instant electedAt, Instant subscribedAt, Instant reconciledAt, Instant decidingAt) {
    public static Leader of(String api, Optional<Milestones> milestones) {
        return milestones
                .map(term -> new Leader(
                        api,
                        term.epoch(),
                        term.electedAt(),
                        term.subscribedAt().orElse(null),
                        term.reconciledAt().orElse(null),
                        term.decidingAt().orElse(null)))
                .orElse(new Leader("", null, null, null, null, null));
    }
}
