package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has in memory, as Linux counts it.
 *
 * @param resident kB at present
 * @param peak kB, the most that it ever was
 */
record ProcessMemory(long resident, long peak) {

    static ProcessMemory of(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        long resident = 0;
        long peak = 0;
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                resident = kilobytes(line);
            } else if (line.startsWith("VmHWM:")) {
                peak = kilobytes(line);
            }
        }
        if (resident == 0 || peak == 0) {
            throw new IOException(status + " tells of no memory: the process has ended");
        }
        return new ProcessMemory(resident, peak);
    }

    private static long kilobytes(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
