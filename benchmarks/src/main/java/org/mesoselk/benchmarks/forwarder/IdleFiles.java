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

    /** @param peakMib of the whole executor */
    record Cost(double cpuPercent, double peakMib) {}

    /** Of sandboxes with a line in each of their two files. */
    static Cost of(Scene scene, Node node, int files, int repetition) throws IOException, InterruptedException {
        String name = "idle" + files + "x" + repetition;
        Path workDir = scene.folder().resolve(name);
        for (int i = 0; i < files / 2; i++) {
            Path stdout = Sandboxes.stdout(
                    workDir, "a-task-of-some-name.66666666-7777-8888-9999-" + i, "00000000-aaaa-bbbb-cccc-" + i);
            Files.writeString(stdout, "a line\n");
            Files.writeString(stdout.resolveSibling("stderr"), "a line\n");
        }
        try (ExecutorProcess executor = new ExecutorProcess(scene, workDir, name)) {
            executor.deliverTo(node.url());
            node.awaitIndexed(executor.stream(), files);
            // What was written lately is looked at more often.
            Thread.sleep(SETTLE_MILLIS);
            double before = executor.cpuSeconds();
            Thread.sleep(WINDOW_MILLIS);
            double percent = (executor.cpuSeconds() - before) / WINDOW_MILLIS * 1000 * 100;
            double peak = executor.peakMib();
            node.remove(executor.stream());
            return new Cost(percent, peak);
        }
    }
}
