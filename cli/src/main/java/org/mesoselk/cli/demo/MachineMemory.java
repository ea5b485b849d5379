package org.mesoselk.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.cli.Failure;

/** What /proc/meminfo says. */
record MachineMemory(Path meminfo) {

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB");

    static MachineMemory ofThisMachine() {
        return new MachineMemory(Path.of("/proc/meminfo"));
    }

    /** MiB that processes can have without swapping. */
    int availableMb() {
        try {
            Matcher matcher = AVAILABLE.matcher(Files.readString(meminfo));
            if (matcher.find()) {
                return (int) (Long.parseLong(matcher.group(1)) >> 10);
            }
        } catch (IOException e) {
            throw Failure.failed("Cannot read " + meminfo + ": elk needs Linux", e);
        }
        throw Failure.failed(meminfo + " does not say how much memory is available");
    }

    /** @throws Failure when so many nodes would not fit */
    void require(int nodes) {
        int needed = SmallNodes.memoryMb(nodes);
        int available = availableMb();
        if (available < needed) {
            int fit = Math.max(
                    0, (available - SmallNodes.memoryMb(0)) / (SmallNodes.memoryMb(1) - SmallNodes.memoryMb(0)));
            throw Failure.failed(nodes + " nodes need " + needed + " MB of memory and " + available
                    + " MB are free: free some, or ask for at most " + fit + " nodes");
        }
    }
}
