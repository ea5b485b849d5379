package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The folder of an installation is removed with its test; its logs are what tells why a cell failed. */
final class KeptLogs {

    private KeptLogs() {}

    /** Copies them to {@code target/MATRIX/CELL}. */
    static void keep(Path installation, String matrix, String cell) throws IOException {
        Path kept = Path.of("target", matrix, cell.replace(' ', '-'));
        Path logs = installation.resolve("logs");
        if (!Files.isDirectory(logs)) {
            return;
        }
        Files.createDirectories(kept);
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
