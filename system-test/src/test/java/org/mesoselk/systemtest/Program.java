package org.mesoselk.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of ours, started by a test and ended by pid. Its output goes to a file that a failing test can show. */
final class Program implements AutoCloseable {

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts {@code java args...}; the working directory is the log's. */
    static Program java(String name, Path log, Map<String, String> environment, List<String> arguments) {
        return java(Place.HERE, name, log, environment, arguments);
    }

    static Program java(Place place, String name, Path log, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(place.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return start(name, log, environment, command);
    }

    static Program start(String name, Path log, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(log.getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(key -> key.startsWith("MESOS_ELK_") || key.startsWith("ELK_"));
            builder.environment().putAll(environment);
            return new Program(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + ": " + command, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for the end and returns the exit code. */
    int exitCode() {
        return exitCode(Duration.ofMinutes(2));
    }

    int exitCode(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        name + " has not ended after " + atMost.toSeconds() + " s; its output:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Sends a signal such as TERM, KILL, STOP, CONT. */
    void signal(String signal) {
        Signals.send(signal, process.pid());
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** SIGTERM, and waits for the end. */
    void terminate() {
        process.destroy();
        exitCode();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + (process.isAlive() ? "" : ", ended") + ")";
    }
}
