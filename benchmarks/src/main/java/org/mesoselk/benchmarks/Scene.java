package org.mesoselk.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;

/** Where a run works: the checkout whose programs are measured, a folder that is removed afterwards. */
public record Scene(Path checkout, Path folder) implements AutoCloseable {

    static Scene open() throws IOException {
        Path folder = Files.createTempDirectory("elk-benchmarks-").toRealPath();
        // Elasticsearch runs as an ordinary user, who must be able to pass it.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Scene(findCheckout(), folder);
    }

    public void tell(String format, Object... values) {
        System.err.printf(Locale.ROOT, format + "%n", values);
    }

    public interface End {
        void run() throws IOException;
    }

    /** Also when somebody interrupts the run; may find that it has been ended already. */
    public void endWithThisProgram(End end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                end.run();
            } catch (IOException e) {
                tell("%s", e);
            }
        }));
    }

    public static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    public Path jar(String module) {
        Path jar = checkout.resolve(module).resolve("target").resolve(module + "-all.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run mvn -DskipTests package first");
        }
        return jar;
    }

    /** The folder that holds the launcher, above this jar or above the working directory. */
    private static Path findCheckout() {
        for (Path start : new Path[] {ownJar(), Path.of("").toAbsolutePath()}) {
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve("elk")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                    return folder;
                }
            }
        }
        throw new IllegalStateException("no launcher 'elk' above " + ownJar() + ": run this in a checkout");
    }

    private static Path ownJar() {
        try {
            return Path.of(Scene.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
