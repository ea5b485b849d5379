package org.mesoselk.localmesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Each agent's own ports. The first is found by trying, from a place that depends on the work folder so that two
 * installations seldom meet, and is kept there: what runs on these ports outlives this process.
 */
record PortSlices(int base, int size) {

    /** Below Linux' usual ephemeral ports, above those of well-known servers. */
    private static final int FIRST = 12_000;

    private static final int LAST = 32_767;

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException when they do not fit */
    static PortSlices of(Path workDir, Optional<Integer> wanted, int agents, int size) throws IOException {
        int total = Math.multiplyExact(agents, size);
        if (size < 1
                || wanted.map(base -> base < 1 || base + total - 1 > MAX_PORT).orElse(total > LAST - FIRST)) {
            throw new IllegalArgumentException("--port-range-size " + size + " for " + agents
                    + " agents does not fit: use fewer ports, or another --ports-base");
        }
        Path kept = workDir.resolve("ports-base");
        if (wanted.isEmpty() && Files.exists(kept)) {
            String text = Files.readString(kept).strip();
            if (!text.matches("\\d{1,5}") || Integer.parseInt(text) + total - 1 > MAX_PORT) {
                throw new IOException(kept + " holds '" + text + "', which is no base for " + total
                        + " ports; give --ports-base, or remove the file when nothing runs here");
            }
            return new PortSlices(Integer.parseInt(text), size);
        }
        int base = wanted.orElseGet(() -> find(workDir, total));
        Files.writeString(kept, base + "\n");
        return new PortSlices(base, size);
    }

    private static int find(Path workDir, int total) {
        int places = (LAST - FIRST + 1) / total;
        int start =
                Math.floorMod(workDir.toAbsolutePath().normalize().toString().hashCode(), places);
        int best = start;
        int bestFree = -1;
        for (int i = 0; i < places && bestFree < total; i++) {
            int place = (start + i) % places;
            int free = free(FIRST + place * total, total);
            if (free > bestFree) {
                best = place;
                bestFree = free;
            }
        }
        return FIRST + best * total;
    }

    private static int free(int first, int total) {
        return (int)
                IntStream.range(first, first + total).filter(PortSlices::isFree).count();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Agents are counted from 1. Resources that name ports already stay as they are. */
    String addTo(String resources, int agent) {
        if (resources.contains("ports")) {
            return resources;
        }
        int first = base + (agent - 1) * size;
        return resources + ";ports:[" + first + "-" + (first + size - 1) + "]";
    }
}
