package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.progress.Progress;

/**
 * Starts a Kibana once, with no Elasticsearch behind it, until it has made the bundles that browsers load: minutes, and a
 * gigabyte, which every later start is spared.
 *
 * @param home of the Kibana, with its Node.js in it
 * @param work where its settings and its log may be
 */
record Optimise(Path home, Path work, Unprivileged unprivileged) {

    /** As it logs. */
    private static final Pattern DONE = Pattern.compile("Optimization of .* complete in ([0-9.]+) seconds");

    private static final Pattern FAULT = Pattern.compile("(?i)fatal|error|cannot|enospc|out of memory");

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** With it the webpack of 5.1.1 has room. */
    private static final int HEAP_MB = 3000;

    /** The discard service, which nobody runs: nothing answers there. */
    private static final String NO_ELASTICSEARCH = "http://127.0.0.1:9";

    void run(Progress.Step step) throws IOException, InterruptedException {
        Path own = Files.createDirectory(work.resolve("first-start"));
        Path settings = Files.writeString(
                own.resolve("kibana.yml"), """
                server.host: "127.0.0.1"
                server.port: 0
                elasticsearch.url: "%s"
                path.data: "%s"
                """.formatted(NO_ELASTICSEARCH, Files.createDirectory(own.resolve("data"))));
        Path log = work.resolve("first-start.log");
        unprivileged.give(home);
        unprivileged.give(own);
        Process kibana = start(settings, own, log);
        try {
            await(kibana, log, step);
        } finally {
            end(kibana);
            unprivileged.takeBack(home);
            unprivileged.takeBack(own);
        }
    }

    private Process start(Path settings, Path own, Path log) throws IOException {
        List<String> command = List.of(
                home.resolve("node").resolve("bin").resolve("node").toString(),
                "--max_old_space_size=" + HEAP_MB,
                "--no-warnings",
                "src/cli",
                "-c",
                settings.toString());
        ProcessBuilder builder = new ProcessBuilder(unprivileged.wrap(command, home))
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("NODE_ENV", "production", "HOME", own.toString(), "PATH", "/usr/bin:/bin", "LANG", "C"));
        return builder.start();
    }

    private static void await(Process kibana, Path log, Progress.Step step) throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!DONE.matcher(text(log)).find()) {
            if (kibana.waitFor(500, TimeUnit.MILLISECONDS)) {
                if (DONE.matcher(text(log)).find()) {
                    return;
                }
                throw new IOException("its first start ended with code " + kibana.exitValue() + ": " + fault(log));
            }
            if (deadline.passed()) {
                throw new IOException("its bundles are not made after " + PATIENCE.toMinutes() + " minutes");
            }
            step.at("making its bundles, once, which takes some minutes");
        }
    }

    private static String text(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    private static String fault(Path log) throws IOException {
        List<String> lines = text(log).lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> FAULT.matcher(line).find())
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }

    private static void end(Process kibana) {
        kibana.destroy();
        try {
            if (!kibana.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                kibana.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            kibana.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
