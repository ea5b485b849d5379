package org.mesoselk.localmesos.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process, see proc(5).
 *
 * @param state one letter; Z and X are dead
 * @param startTicks when it began, in clock ticks since the boot; with the pid it names a process for good
 * @param userTicks time that it used, in clock ticks
 * @param systemTicks time that the kernel used for it
 */
record ProcStat(long pid, char state, long ppid, long session, long startTicks, long userTicks, long systemTicks) {

    private static final Path PROC = Path.of("/proc");

    boolean alive() {
        return state != 'Z' && state != 'X';
    }

    /** Empty when there is no such process. */
    static Optional<ProcStat> read(long pid) {
        try {
            return parse(Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Every living process that can be seen. */
    static List<ProcStat> living() {
        List<ProcStat> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                read(Long.parseLong(entry.getFileName().toString()))
                        .filter(ProcStat::alive)
                        .ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list the processes in /proc", e);
        }
        return all;
    }

    /** The command's name stands in parentheses and may itself hold blanks and parentheses. */
    static Optional<ProcStat> parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < 0) {
            return Optional.empty();
        }
        String[] rest = line.substring(close + 1).trim().split(" ", -1);
        return Optional.of(new ProcStat(
                Long.parseLong(line.substring(0, open).trim()),
                rest[0].charAt(0),
                Long.parseLong(rest[1]),
                Long.parseLong(rest[3]),
                Long.parseLong(rest[19]),
                Long.parseLong(rest[11]),
                Long.parseLong(rest[12])));
    }
}
