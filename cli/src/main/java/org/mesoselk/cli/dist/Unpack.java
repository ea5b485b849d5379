package org.mesoselk.cli.dist;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.mesoselk.cli.progress.Progress;

/** Unpacks an archive so that every user can read it and nobody but its owner can change it. */
final class Unpack {

    private final Path root;
    private final Progress.Step step;

    private Unpack(Path root, Progress.Step step) {
        this.root = root;
        this.step = step;
    }

    static boolean knows(String path) {
        return path.endsWith(".zip") || path.endsWith(".tar.gz") || path.endsWith(".tgz");
    }

    static void archive(Path archive, Path into, Progress.Step step) throws IOException {
        Unpack unpack = new Unpack(into.toAbsolutePath().normalize(), step);
        unpack.makeDirectory(unpack.root);
        if (archive.toString().endsWith(".zip")) {
            unpack.zip(archive);
        } else {
            unpack.tar(archive);
        }
    }

    private void zip(Path archive) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            long total = Files.size(archive);
            long done = 0;
            for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
                ZipArchiveEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    makeDirectory(place(entry.getName()));
                } else {
                    try (InputStream in = zip.getInputStream(entry)) {
                        write(entry.getName(), in, entry.getUnixMode());
                    }
                }
                done += entry.getCompressedSize();
                step.at(done, total, "unpacking");
            }
        }
    }

    private void tar(Path archive) throws IOException {
        long total = Files.size(archive);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                GzipCompressorInputStream gzip = new GzipCompressorInputStream(file);
                TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    makeDirectory(place(entry.getName()));
                } else if (entry.isSymbolicLink()) {
                    link(entry.getName(), entry.getLinkName());
                } else if (entry.isFile()) {
                    write(entry.getName(), tar, entry.getMode());
                }
                step.at(gzip.getCompressedCount(), total, "unpacking");
            }
        }
    }

    /** An archive made without Unix permissions has none (0): then what lies in a bin folder is a program. */
    private void write(String name, InputStream in, int mode) throws IOException {
        Path file = place(name);
        makeDirectory(file.getParent());
        Files.copy(in, file);
        boolean program = mode == 0 ? name.contains("/bin/") : (mode & 0111) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private void link(String name, String target) throws IOException {
        Path link = place(name);
        makeDirectory(link.getParent());
        if (!link.resolveSibling(target).normalize().startsWith(root)) {
            throw new IOException("the archive's link " + name + " leads out of it, to " + target);
        }
        Files.createSymbolicLink(link, Path.of(target));
    }

    private void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (!directory.equals(root)) {
            makeDirectory(directory.getParent());
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path place(String name) throws IOException {
        Path place = root.resolve(name).normalize();
        if (!place.startsWith(root)) {
            throw new IOException("the archive's entry " + name + " leads out of it");
        }
        return place;
    }
}
