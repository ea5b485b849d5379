package org.mesoselk.localmesos.master;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until told. */
final class TestClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
