package org.mesoselk.benchmarks.footprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A process as /proc shows it. */
public record Running(long pid, List<String> command, List<String> environment) {

    /** USER_HZ, which Linux shows to programs whatever the kernel counts with. */
    private static final double TICKS_A_SECOND = 100;

    /** Those whose command or environment names {@code folder}. */
    static List<Running> of(Path folder) {
        return ProcessHandle.allProcesses()
                .map(handle ->
                        new Running(handle.pid(), words(handle.pid(), "cmdline"), words(handle.pid(), "environ")))
                .filter(process -> process.names(folder.toString()))
                .toList();
    }

    private boolean names(String text) {
        return command.stream().anyMatch(word -> word.contains(text))
                || environment.stream().anyMatch(word -> word.contains(text));
    }

    boolean isJavaWith(String word) {
        return !command.isEmpty()
                && command.get(0).endsWith("java")
                && command.stream().anyMatch(argument -> argument.contains(word));
    }

    Optional<String> variable(String name) {
        return environment.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst();
    }

    /** Resident memory in MiB. */
    double residentMib() throws IOException {
        return residentMib(pid);
    }

    static double residentMib(long pid) throws IOException {
        return memory(pid, "VmRSS:");
    }

    /** The most that it has had, in MiB. */
    public static double peakMib(long pid) throws IOException {
        return memory(pid, "VmHWM:");
    }

    private static double memory(long pid, String field) throws IOException {
        String line = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(text -> text.startsWith(field))
                .findFirst()
                .orElseThrow(() -> new IOException("process " + pid + " has no resident memory"));
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    /** User and system time so far, in seconds. */
    public double cpuSeconds() throws IOException {
        return cpuSeconds(pid);
    }

    public static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // After the name in brackets, which may hold blanks, come state (field 3) and so on.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    private static List<String> words(long pid, String file) {
        try {
            String text =
                    new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8);
            return Arrays.asList(text.split("\0", -1));
        } catch (IOException e) {
            // It has ended meanwhile, or belongs to somebody else.
            return List.of();
        }
    }
}
