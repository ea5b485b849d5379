package org.mesoselk.executor.logstash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An agent's work_dir. */
final class WorkDir {

    /** slaves/AGENT/frameworks/FRAMEWORK/executors/EXECUTOR/runs/CONTAINER */
    private static final int DEPTH_OF_A_SANDBOX = 8;

    private WorkDir() {}

    /** The work_dir that a sandbox lies in; empty when it lies in none. */
    static Optional<Path> above(Path sandbox) {
        Path top = sandbox;
        for (int i = 0; i < DEPTH_OF_A_SANDBOX && top != null; i++) {
            if (i == DEPTH_OF_A_SANDBOX - 1 && !top.endsWith("slaves")) {
                return Optional.empty();
            }
            top = top.getParent();
        }
        return Optional.ofNullable(top);
    }

    /** Why the sandboxes in it cannot be read. */
    static Optional<String> fault(Path workDir) {
        Path slaves = workDir.resolve("slaves");
        if (Files.isReadable(slaves) && Files.isExecutable(slaves)) {
            return Optional.empty();
        }
        return Optional.of("The agent's sandboxes in " + slaves + " cannot be read by "
                + System.getProperty("user.name")
                + "; run this executor as root (the framework's user), or see that the work_dir is the agent's.");
    }
}
