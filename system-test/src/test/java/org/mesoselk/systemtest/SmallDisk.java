package org.mesoselk.systemtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few MiB, which only root can mount. */
record SmallDisk(Path path) implements AutoCloseable {

    static void assumeAvailable() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")), "a small disk is a tmpfs, which only root can mount");
    }

    static SmallDisk mount(Path path, int megabytes) throws IOException {
        Files.createDirectories(path);
        int exit = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", path.toString());
        assumeTrue(exit == 0, "this machine does not let root mount a tmpfs (mount ended with " + exit + ")");
        return new SmallDisk(path);
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", path.toString());
    }
}
