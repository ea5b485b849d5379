package org.mesoselk.cli.progress;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For a terminal: a bar while something lasts, then its line of result. */
public final class BarProgress implements Progress {

    private final PrintStream out;
    private final int width;

    public BarProgress(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public Step begin(String what) {
        return new BarStep(what);
    }

    @Override
    public void say(String sentence) {
        out.println(sentence);
    }

    private final class BarStep implements Step {
        private static final long SHOWN_AFTER_NANOS = 700_000_000L;

        private final String what;
        private final long began = System.nanoTime();
        private Optional<ProgressBar> bar = Optional.empty();

        BarStep(String what) {
            this.what = what;
        }

        @Override
        public void at(long done, long total, String note) {
            if (bar.isEmpty() && System.nanoTime() - began > SHOWN_AFTER_NANOS) {
                bar = Optional.of(show(total));
            }
            bar.ifPresent(shown -> {
                shown.maxHint(total > 0 ? total : -1);
                shown.stepTo(done);
                shown.setExtraMessage(note.isEmpty() ? "" : " " + note);
            });
        }

        private ProgressBar show(long total) {
            return new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(total > 0 ? total : -1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .hideEta()
                    .setConsumer(new ConsoleProgressBarConsumer(out, width))
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public void done(String result) {
            close();
            out.println(result);
        }

        @Override
        public void close() {
            bar.ifPresent(ProgressBar::close);
            bar = Optional.empty();
        }
    }
}
