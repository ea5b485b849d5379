package org.mesoselk.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** For logs and pipes: whole lines without control characters, while something lasts at most one in five seconds. */
public final class PlainProgress implements Progress {

    private static final long FIRST_LINE_AFTER = Duration.ofSeconds(2).toNanos();
    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final LongSupplier nanos;

    public PlainProgress(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    @Override
    public Step begin(String what) {
        return new PlainStep(what);
    }

    @Override
    public void say(String sentence) {
        out.println(sentence);
    }

    private final class PlainStep implements Step {
        private final String what;
        private final long began = nanos.getAsLong();
        private long nextLine = began + FIRST_LINE_AFTER;

        PlainStep(String what) {
            this.what = what;
        }

        @Override
        public void at(long done, long total, String note) {
            long now = nanos.getAsLong();
            if (now - nextLine < 0) {
                return;
            }
            nextLine = now + BETWEEN_LINES;
            String amount = total > 0 ? " " + done * 100 / total + "%" : "";
            String more = note.isEmpty() ? "" : " " + note;
            out.println(what + amount + more + " (" + seconds(now) + " s)");
        }

        @Override
        public void done(String result) {
            out.println(result);
        }

        @Override
        public void close() {
            out.flush();
        }

        private long seconds(long now) {
            return Duration.ofNanos(now - began).toSeconds();
        }
    }
}
