package org.mesoselk.cli.chaos;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells with the time what is done and what is waited for. */
final class Narration {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final LongSupplier nanos;
    private final long began;

    Narration(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    synchronized void say(String sentence) {
        long seconds = (nanos.getAsLong() - began) / 1_000_000_000L;
        out.println(String.format(Locale.ROOT, "%s %5d s  %s", TIME.format(LocalTime.now()), seconds, sentence));
    }
}
