package org.mesoselk.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.cli.progress.BarProgress;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.cli.progress.Progress;

/**
 * Where a command runs: its two streams and its environment. Results go to {@code out}; progress, notes and errors go
 * to {@code err}, so that the output can be piped.
 */
public record Console(PrintStream out, PrintStream err, Map<String, String> env) {

    private static final int DEFAULT_WIDTH = 100;

    public Optional<String> variable(String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
    }

    /** The launcher says with ELK_TERMINAL=1 that {@code err} is a terminal: a JVM cannot tell before Java 22. */
    public Progress progress() {
        boolean terminal = "1".equals(env.get("ELK_TERMINAL")) && !"dumb".equals(env.get("TERM"));
        return terminal ? new BarProgress(err, width()) : new PlainProgress(err, System::nanoTime);
    }

    private int width() {
        try {
            return variable("ELK_COLUMNS")
                    .map(Integer::parseInt)
                    .filter(columns -> columns > 20)
                    .orElse(DEFAULT_WIDTH);
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH;
        }
    }
}
