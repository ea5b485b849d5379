package org.mesoselk.localmesos.agent.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes the folder that a run of an executor lives in. */
public final class Sandbox {

    private Sandbox() {}

    /**
     * The run's folder, mode 0750, with empty stdout and stderr, and the link {@code latest} (absolute) beside it.
     *
     * @throws IOException naming the path; for instance when the disk is full
     */
    public static Path create(Path run) throws IOException {
        Files.createDirectories(run);
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x---"));
        Files.createFile(run.resolve("stdout"));
        Files.createFile(run.resolve("stderr"));
        pointTo(run.resolveSibling("latest"), run);
        return run;
    }

    /** Makes {@code link} a symbolic link to {@code target}, replacing an older one in one step. */
    static void pointTo(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(".latest.new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
