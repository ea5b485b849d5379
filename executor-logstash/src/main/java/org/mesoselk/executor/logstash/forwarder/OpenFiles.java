package org.mesoselk.executor.logstash.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files may be held open: descriptors are bounded by the host, and each takes half a kilobyte of the heap. */
final class OpenFiles {

    private static final int MOST = 2_048;

    /** What every process of Linux has. */
    private static final int LEAST_LIMIT = 1_024;

    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)\\s.*");

    private OpenFiles() {}

    /** Half of what this process may have. */
    static int most() {
        return Math.min(MOST, limit() / 2);
    }

    private static int limit() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                Matcher limit = LIMIT.matcher(line);
                if (limit.matches()) {
                    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(limit.group(1)));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Then it has what all have.
        }
        return LEAST_LIMIT;
    }
}
