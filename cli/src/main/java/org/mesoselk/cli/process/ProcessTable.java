package org.mesoselk.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of this machine as Linux tells them under /proc. A process that ends while it is read is left out. */
public final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    /**
     * One line of the table.
     *
     * @param state R, S, D, Z and so on; a zombie (Z) has ended and only waits to be reaped
     * @param command the name of the program, e.g. java
     * @param started when it began, in clock ticks since boot: with the pid it names a process for good until reboot
     */
    public record Entry(long pid, char state, String command, long parent, long session, long started) {
        public boolean alive() {
            return state != 'Z' && state != 'X';
        }
    }

    public Optional<Entry> entry(long pid) {
        try {
            return parse(
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Every process that has not ended. */
    public List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> pids = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path pid : pids) {
                entry(Long.parseLong(pid.getFileName().toString()))
                        .filter(Entry::alive)
                        .ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list the processes in /proc: elk needs Linux", e);
        }
        return entries;
    }

    /** The environment that the process was started with; empty when it is another user's or has ended. */
    public Map<String, String> environment(long pid) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : split(pid, "environ")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    public List<String> commandLine(long pid) {
        return List.of(split(pid, "cmdline"));
    }

    /** Empty when it is another user's or has ended. */
    public Optional<Path> workingDirectory(long pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Differs from boot to boot, so that a pid with its start is not mistaken for one of before. */
    String boot() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String[] split(long pid, String file) {
        try {
            String content =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve(file), StandardCharsets.ISO_8859_1);
            return content.isEmpty() ? new String[0] : content.split("\0", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }

    /** See proc(5): pid (command) state ppid pgrp session ... starttime is field 22; the command may hold anything. */
    static Optional<Entry> parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = stat.substring(close + 2).split(" ", -1);
        return Optional.of(new Entry(
                Long.parseLong(stat.substring(0, open).strip()),
                fields[0].charAt(0),
                stat.substring(open + 1, close),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19])));
    }
}
