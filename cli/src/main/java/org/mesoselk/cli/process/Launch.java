package org.mesoselk.cli.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mesoselk.cli.Failure;

/**
 * A process to start in a session of its own, so that neither Ctrl-C nor a closed terminal ends it with us.
 *
 * @param name unique in the home, e.g. zookeeper
 * @param environment added to ours; an empty value takes the variable away
 * @param log both its outputs are appended to it
 */
public record Launch(String name, List<String> command, Path directory, Map<String, String> environment, Path log) {

    /** Begins the line that a log has before what each new process writes. */
    public static final String HEADER = "== elk starts ";

    private static final long LOG_KEPT_BYTES = 20L << 20;

    /** @throws Failure when it cannot even be started */
    public Process start() {
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(command);
        try {
            rotate();
            Files.writeString(
                    log,
                    HEADER + name + " at " + Instant.now() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            builder.environment().values().removeIf(String::isEmpty);
            return builder.start();
        } catch (IOException | UncheckedIOException e) {
            throw Failure.failed("Cannot start " + name + " with " + String.join(" ", line), e);
        }
    }

    private void rotate() throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > LOG_KEPT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
