package org.mesoselk.localmesos.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The archives that Mesos' fetcher extracts, known by the ends of their names. */
final class Archive {

    private static final List<String> TAR = List.of(".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz");

    private Archive() {}

    /** Extracts it beside the sandbox's other files; false when the name is not that of an archive. */
    static boolean extract(Path file, Path directory) throws IOException {
        String name = file.getFileName().toString();
        if (TAR.stream().anyMatch(name::endsWith)) {
            untar(file, directory);
        } else if (name.endsWith(".zip")) {
            unzip(file, directory);
        } else if (name.endsWith(".gz")) {
            gunzip(file, directory.resolve(name.substring(0, name.length() - ".gz".length())));
        } else {
            return false;
        }
        return true;
    }

    /** The system's tar knows links, modes and every compression; it strips leading slashes and refuses "..". */
    private static void untar(Path file, Path directory) throws IOException {
        Process tar = new ProcessBuilder(
                        "tar", "-x", "--no-same-owner", "-f", file.toString(), "-C", directory.toString())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        try {
            String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (tar.waitFor() != 0) {
                throw new IOException("tar could not extract it: " + said);
            }
        } catch (InterruptedException e) {
            tar.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("extracting was interrupted", e);
        }
    }

    private static void unzip(Path file, Path directory) throws IOException {
        Map<String, ?> keepModes = Map.of("enablePosixFileAttributes", "true");
        try (FileSystem zip = FileSystems.newFileSystem(file, keepModes)) {
            Files.walkFileTree(zip.getPath("/"), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(within(directory, entry));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
                    Path target = within(directory, entry);
                    Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING);
                    Object modes = Files.getAttribute(entry, "zip:permissions");
                    if (modes instanceof Set<?> set) {
                        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
                        set.forEach(mode -> permissions.add((PosixFilePermission) mode));
                        Files.setPosixFilePermissions(target, permissions);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (java.nio.file.ProviderNotFoundException e) {
            throw new IOException("it is not a zip file", e);
        }
    }

    /** An entry named with ".." must not lie outside. */
    private static Path within(Path directory, Path entry) throws IOException {
        Path target = directory.resolve(entry.toString().substring(1)).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the archive's entry '" + entry + "' does not lie in the sandbox");
        }
        return target;
    }

    private static void gunzip(Path file, Path target) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
