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
        make(run);
        pointTo(run.resolveSibling("latest"), run);
        return run;
    }

    /**
     * The folder of a container nested in a run, mode 0750, with empty stdout and stderr.
     *
     * @param link under which the task's name leads there (absolute)
     * @throws IOException naming the path
     */
    public static void createNested(Path container, Path link) throws IOException {
        make(container);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, container);
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        Files.createFile(folder.resolve("stdout"));
        Files.createFile(folder.resolve("stderr"));
    }

    /** Makes {@code link} a symbolic link to {@code target}, replacing an older one in one step. */
    static void pointTo(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(".latest.new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
