package org.mesoselk.commons.security;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A file whose only line is a secret. It is read anew each time, so that a secret can be changed while the program runs;
 * a line end behind it is forgiven. Never shows what is in it.
 *
 * @param what names the secret in messages, e.g. {@code the secret of principal elk}
 */
public record SecretFile(Path path, String what) {

    /** Bytes; a CA bundle of a whole operating system has a quarter of it. */
    private static final int LONGEST = 1024 * 1024;

    /** @throws UnusableFileException when there is not exactly one line of text in it */
    public String read() throws UnusableFileException {
        String text = text(path, what).stripTrailing();
        if (text.isEmpty()) {
            throw new UnusableFileException(path + " is empty: write " + what + " into it");
        }
        if (text.lines().count() > 1 || text.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableFileException(path + " has more than one line: " + what + " must be alone in it");
        }
        return text;
    }

    /** What should be said of its permissions; empty when only its owner and group can read it. */
    public Optional<String> warning() {
        return warning(path);
    }

    static Optional<String> warning(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(path + " can be read by every user of this machine: chmod o-rwx " + path)
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    /** The whole of a small file as text. */
    static String text(Path path, String what) throws UnusableFileException {
        if (!Files.exists(path)) {
            throw new UnusableFileException(
                    "there is no file " + path.toAbsolutePath() + ": it must have " + what + " in it");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UnusableFileException(path + " cannot be read by user " + System.getProperty("user.name")
                    + ": it must be a file with " + what + " in it");
        }
        try {
            if (Files.size(path) > LONGEST) {
                throw new UnusableFileException(path + " is too big to have " + what + " in it");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException binary) {
            throw new UnusableFileException(path + " is not text: it must have " + what + " in it", binary);
        } catch (IOException failure) {
            throw new UnusableFileException(path + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
