package org.mesoselk.executor.kibana.render;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.mesoselk.commons.process.Ownership;
import org.mesoselk.commons.process.UnixUser;
import org.mesoselk.executor.kibana.distribution.Home;

/** Writes what one instance needs beside the read-only home. */
public final class WriteKibana {

    private WriteKibana() {}

    /** @param owner who is to own it; empty means this process' user, as it is made */
    public static void write(Home home, Path sandbox, KibanaDirs dirs, String yml, Optional<UnixUser> owner)
            throws IOException {
        for (Path directory : dirs.all()) {
            Files.createDirectories(directory);
        }
        writeSecret(dirs.yml(), yml);
        if (owner.isPresent()) {
            Ownership.give(dirs.config().getParent(), owner.get());
            // Kibanas before 7.10 build their pages anew when the settings leave a part of them out.
            Path optimize = home.directory().resolve("optimize");
            if (home.directory().startsWith(sandbox) && Files.isDirectory(optimize)) {
                Ownership.give(optimize, owner.get());
            }
        }
    }

    /** Nobody else can read it at any moment: it has passwords and keys in it. */
    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
