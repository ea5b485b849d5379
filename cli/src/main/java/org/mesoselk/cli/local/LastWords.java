package org.mesoselk.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.mesoselk.cli.process.Launch;
import org.mesoselk.commons.process.LogTail;

/** Why a process ended, as far as its log tells. */
final class LastWords {

    private static final int LINES = 60;

    /** How the schedulers list what is wrong with their options. */
    private static final String ITEM = "  - ";

    private static final Pattern TELLING =
            Pattern.compile("(?i)error|invalid|cannot|could not|unknown|refused|failed|must|exception|denied|no space");

    private LastWords() {}

    static String of(Path log) {
        try {
            return of(LogTail.lastLines(log, LINES));
        } catch (IOException e) {
            return "its log cannot be read (" + e + ")";
        }
    }

    /** The last list of faults, or the last line that speaks of a fault and is no part of a stack trace; else the last line. */
    static String of(List<String> lines) {
        String last = "it said nothing";
        String telling = "";
        boolean items = false;
        for (String line : lines) {
            if (line.startsWith(Launch.HEADER)) {
                last = "it said nothing";
                telling = "";
                continue;
            }
            if (line.startsWith(ITEM)) {
                String item = line.substring(ITEM.length());
                telling = items ? telling + "; " + item : item;
                items = true;
                continue;
            }
            items = false;
            boolean ofTrace = line.startsWith("\t") || line.startsWith("Caused by:") || line.startsWith("    at ");
            if (!line.isBlank() && !ofTrace) {
                last = line.strip();
                telling = TELLING.matcher(line).find() ? last : telling;
            }
        }
        return telling.isEmpty() ? last : telling;
    }
}
