package org.mesoselk.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.cli.home.FreePort;

/**
 * The first of the ports that a home's agents offer, kept where local-mesos keeps it when all agents are in one process:
 * what runs on these ports outlives either.
 */
final class PortsBase {

    static final int SIZE = 100;

    /** Below Linux' usual ephemeral ports, above those of well-known servers. */
    private static final int FIRST = 12_000;

    private static final int LAST = 32_767;

    private PortsBase() {}

    static int of(Path mesos, int agents) {
        Path kept = mesos.resolve("ports-base");
        try {
            if (Files.exists(kept)) {
                return Integer.parseInt(Files.readString(kept).strip());
            }
            int base = find(mesos, agents * SIZE);
            Atomically.write(kept, (base + "\n").getBytes(StandardCharsets.UTF_8));
            return base;
        } catch (IOException | NumberFormatException e) {
            throw Failure.failed("Cannot read the first port of the agents in " + kept, e);
        }
    }

    /** Begins at a place that depends on the folder, so that two installations seldom meet. */
    private static int find(Path mesos, int total) {
        int places = (LAST - FIRST + 1) / total;
        if (places < 1) {
            throw Failure.usage("Separate agents get " + SIZE + " ports each, of " + (LAST - FIRST + 1)
                    + " that there are: use fewer --agents, or leave out --separate");
        }
        int start = Math.floorMod(mesos.toString().hashCode(), places);
        return IntStream.range(0, places)
                .map(i -> FIRST + (start + i) % places * total)
                .filter(base -> IntStream.range(base, base + total).allMatch(FreePort::isFree))
                .findFirst()
                .orElse(FIRST + start * total);
    }
}
