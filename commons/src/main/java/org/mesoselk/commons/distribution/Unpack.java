package org.mesoselk.commons.distribution;

import java.io.IOException;
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
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/** Unpacks a .zip, .tar.gz or .tgz; the target appears only when it is whole. */
final class Unpack {

    private Unpack() {}

    /** @return a sentence when the archive cannot be unpacked */
    static Optional<String> into(Path archive, Path target) throws IOException, InterruptedException {
        String name = archive.getFileName().toString();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.createDirectories(part);
        Optional<String> fault;
        if (name.endsWith(".zip")) {
            fault = unzip(archive, part);
        } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            fault = untar(archive, part);
        } else {
            return Optional.of("the archive '" + name + "' is neither .zip nor .tar.gz");
        }
        if (fault.isEmpty()) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return fault;
    }

    private static Optional<String> untar(Path archive, Path part) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder(
                        List.of("tar", "-xzf", archive.toString(), "--no-same-owner", "-C", part.toString()))
                .redirectErrorStream(true)
                .start();
        tar.getOutputStream().close();
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return tar.waitFor() == 0
                ? Optional.empty()
                : Optional.of("tar cannot unpack " + archive + ": "
                        + said.lines().findFirst().orElse("no reason given"));
    }

    private static Optional<String> unzip(Path archive, Path part) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", "true"))) {
            for (Path root : zip.getRootDirectories()) {
                Files.walkFileTree(root, new Copy(root, part));
            }
            return Optional.empty();
        } catch (ZipException e) {
            return Optional.of("the archive " + archive + " cannot be unpacked: " + e.getMessage());
        }
    }

    private static final class Copy extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Path target;

        Copy(Path root, Path target) {
            this.root = root;
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(inTarget(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path copy = inTarget(file);
            Files.copy(file, copy);
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!mode.isEmpty()) {
                Files.setPosixFilePermissions(copy, mode);
            }
            return FileVisitResult.CONTINUE;
        }

        private Path inTarget(Path entry) throws IOException {
            Path copy = target.resolve(root.relativize(entry).toString()).normalize();
            if (!copy.startsWith(target)) {
                throw new IOException("The archive holds an entry outside itself: " + entry);
            }
            return copy;
        }
    }
}
