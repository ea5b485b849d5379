package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mesoselk.cli.progress.Progress;

/** The user's own npm, so that its registry, proxies and cache count. It runs no script of any package. */
record Npm(String command) {

    /** Overrides came with 8.3. */
    private static final Pattern VERSION = Pattern.compile("(?m)^(\\d+)\\.(\\d+)\\.\\S+$");

    private static final List<String> QUIET = List.of(
            "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--no-progress", "--loglevel=error");

    /** npm 10 and newer writes "npm error", before that it was "npm ERR!". */
    private static final Pattern ERROR = Pattern.compile("npm (?:ERR!|error) (.*)");

    private static final String REMEDY = "or name a Kibana with --kibana-home or --kibana-url";

    /** @throws IOException when it cannot be run, or is too old */
    void require(Path work) throws IOException, InterruptedException {
        Path log = work.resolve("npm-version.log");
        run(List.of("--version"), work, log, () -> {});
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IOException("npm (the command " + command + ") does not tell its version: " + said.strip());
        }
        int major = Integer.parseInt(version.group(1));
        if (major < 8 || (major == 8 && Integer.parseInt(version.group(2)) < 3)) {
            throw new IOException("npm " + version.group() + " (the command " + command
                    + ") is too old, 8.3 or newer is needed: install a newer one, " + REMEDY);
        }
    }

    /**
     * Fetches a package's archive.
     *
     * @param directory an empty directory
     */
    Path pack(NpmRecipe.Pack wanted, Path directory, Progress.Step step) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("pack", wanted.name()));
        arguments.addAll(QUIET);
        run(
                arguments,
                directory,
                directory.resolveSibling(directory.getFileName() + ".log"),
                () -> step.at("fetching " + wanted.name() + " by npm"));
        Path archive;
        try (Stream<Path> files = Files.list(directory)) {
            archive = files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm fetched " + wanted.name() + " but left no file"));
        }
        String sum = Sha512.hex(archive, step);
        if (!sum.equals(wanted.sha512())) {
            throw new IOException("the SHA-512 of " + wanted.name() + " is " + sum + " and not " + wanted.sha512()
                    + ": it is damaged, or not the package that was meant");
        }
        return archive;
    }

    /** Installs what the package in {@code home} depends on, wherever its lock file says that it comes from out of the user's registry. */
    void install(Path home, Path log, Progress.Step step) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "install",
                "--omit=dev",
                "--legacy-peer-deps",
                "--engine-strict=false",
                "--replace-registry-host=always"));
        arguments.addAll(QUIET);
        Path modules = home.resolve("node_modules");
        run(arguments, home, log, () -> step.at(progress(modules)));
    }

    /** npm looks everything up before it puts the first package there. */
    private static String progress(Path modules) {
        long there = count(modules);
        return there == 0 ? "npm looks up what it needs" : "npm installs what it needs, " + there + " packages so far";
    }

    private static long count(Path modules) {
        try (Stream<Path> packages = Files.list(modules)) {
            return packages.count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private void run(List<String> arguments, Path directory, Path log, Runnable meanwhile)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "npm (the command " + command + ") cannot be run, and it is what fetches Kibana;"
                            + " install it (apt-get install npm), " + REMEDY,
                    e);
        }
        try {
            while (!process.waitFor(300, TimeUnit.MILLISECONDS)) {
                meanwhile.run();
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException("npm " + arguments.get(0) + " failed: " + firstError(log));
        }
    }

    /** Its first lines tell only a code, such as E404. */
    private static String firstError(Path log) throws IOException {
        List<String> errors = Files.readString(log, StandardCharsets.ISO_8859_1)
                .lines()
                .map(ERROR::matcher)
                .filter(Matcher::matches)
                .map(error -> error.group(1).strip())
                .filter(error -> !error.isEmpty())
                .toList();
        return errors.stream()
                .filter(error -> !error.matches("(code|errno|syscall|path) .*"))
                .findFirst()
                .orElse(errors.isEmpty() ? "it gave no reason" : errors.get(0));
    }
}
