package org.mesoselk.benchmarks.forwarder;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Sandboxes as an agent lays them out. */
final class Sandboxes {

    private static final long SEED = 20260103;

    private Sandboxes() {}

    /** @return its stdout, which is not there yet */
    static Path stdout(Path workDir, String executor, String container) throws IOException {
        return Files.createDirectories(workDir.resolve(Path.of(
                                "slaves", AgentStandIn.AGENT_ID, "frameworks", "FW", "executors", executor, "runs"))
                        .resolve(container))
                .resolve("stdout");
    }

    /** Lines of words, with their number in front. @param bytes of each, its end included */
    static void fill(Path file, long lines, int bytes) throws IOException {
        Random random = new Random(SEED);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long i = 0; i < lines; i++) {
                StringBuilder line = new StringBuilder(bytes).append("line ").append(i);
                while (line.length() < bytes - 1) {
                    line.append(" word").append(random.nextInt(5_000));
                }
                line.setLength(bytes - 1);
                out.append(line).append('\n');
            }
        }
    }
}
