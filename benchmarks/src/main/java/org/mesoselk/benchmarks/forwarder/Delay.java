package org.mesoselk.benchmarks.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mesoselk.benchmarks.Scene;

/** From a line written to a file that is otherwise at rest until it is indexed; when it can be searched is the index's refresh. */
final class Delay {

    private static final int LINES = 200;
    private static final long EVERY_MILLIS = 173;
    private static final long LOOK_MILLIS = 5;

    private Delay() {}

    /** @return the 99th percentile, in seconds */
    static double percentile99(Scene scene, Node node, int repetition) throws IOException, InterruptedException {
        Path workDir = scene.folder().resolve("delay" + repetition);
        Path file = Sandboxes.stdout(workDir, "writer", "c-1");
        Files.writeString(file, "first\n");
        try (ExecutorProcess executor = new ExecutorProcess(scene, workDir, "delay" + repetition)) {
            executor.deliverTo(node.url());
            node.awaitIndexed(executor.stream(), 1);
            List<Double> delays = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                long written = System.nanoTime();
                Files.writeString(file, "line " + i + "\n", StandardOpenOption.APPEND);
                while (node.indexed(executor.stream()) < i + 2) {
                    Thread.sleep(LOOK_MILLIS);
                }
                delays.add((System.nanoTime() - written) / 1e9);
                Thread.sleep(EVERY_MILLIS);
            }
            node.remove(executor.stream());
            return delays.stream().sorted().toList().get(LINES * 99 / 100 - 1);
        }
    }
}
