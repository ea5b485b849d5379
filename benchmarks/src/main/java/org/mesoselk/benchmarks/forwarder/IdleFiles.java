package org.mesoselk.benchmarks.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mesoselk.benchmarks.Scene;

/** What it costs to follow files that nobody writes to. */
final class IdleFiles {

    private static final long SETTLE_MILLIS = 15_000;
    private static final long WINDOW_MILLIS = 20_000;

    private IdleFiles() {}

    /** @return CPU in percent of a core */
    static double cpuPercent(Scene scene, Node node, int files, int repetition)
            throws IOException, InterruptedException {
        String name = "idle" + files + "x" + repetition;
        Path workDir = scene.folder().resolve(name);
        for (int i = 0; i < files; i++) {
            Files.writeString(Sandboxes.stdout(workDir, "task-" + i, "c-" + i), "a line\n");
        }
        try (ExecutorProcess executor = new ExecutorProcess(scene, workDir, name)) {
            executor.deliverTo(node.url());
            node.awaitIndexed(executor.stream(), files);
            // What was written lately is looked at more often.
            Thread.sleep(SETTLE_MILLIS);
            double before = executor.cpuSeconds();
            Thread.sleep(WINDOW_MILLIS);
            double percent = (executor.cpuSeconds() - before) / WINDOW_MILLIS * 1000 * 100;
            node.remove(executor.stream());
            return percent;
        }
    }
}
