package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sandboxes as a real agent lays them out. */
public final class WorkDirs {

    private WorkDirs() {}

    public static Path sandbox(Path workDir, String agent, String framework, String executor, String container)
            throws IOException {
        Path runs = workDir.resolve("slaves")
                .resolve(agent)
                .resolve("frameworks")
                .resolve(framework)
                .resolve("executors")
                .resolve(executor)
                .resolve("runs");
        Path run = Files.createDirectories(runs.resolve(container));
        Path latest = runs.resolve("latest");
        Files.deleteIfExists(latest);
        Files.createSymbolicLink(latest, run);
        return run;
    }

    /** The container of one task of a group, with the link that the agent makes. */
    public static Path child(Path run, String container, String task) throws IOException {
        Path child = Files.createDirectories(run.resolve("containers").resolve(container));
        Files.createSymbolicLink(Files.createDirectories(run.resolve("tasks")).resolve(task), child);
        return child;
    }
}
