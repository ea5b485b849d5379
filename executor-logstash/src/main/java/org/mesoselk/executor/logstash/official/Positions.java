package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashReport.FileLag;

/**
 * How far the file inputs have read, by their sincedbs: a line is inode, device (major and minor), position, time and path.
 * They are written every few seconds, and a file that was found just now is not in them.
 *
 * @param files in the sincedbs and still there
 * @param lagBytes that have not been read from them
 * @param behind those with the most of it
 */
record Positions(int files, long lagBytes, List<FileLag> behind) {

    static final Positions NONE = new Positions(0, 0, List.of());

    private static final int FIELDS = 6;

    static Positions in(Path sincedbs) throws IOException {
        Map<String, Long> lags = new HashMap<>();
        if (!Files.isDirectory(sincedbs)) {
            return NONE;
        }
        List<Path> databases;
        try (Stream<Path> entries = Files.list(sincedbs)) {
            databases = entries.filter(Files::isRegularFile).toList();
        }
        for (Path database : databases) {
            for (String line : Files.readAllLines(database)) {
                String[] fields = line.split(" ", FIELDS);
                if (fields.length == FIELDS) {
                    note(fields, lags);
                }
            }
        }
        List<FileLag> behind = new ArrayList<>();
        lags.forEach((path, lag) -> behind.add(new FileLag(path, lag)));
        return new Positions(
                lags.size(),
                behind.stream().mapToLong(FileLag::lagBytes).sum(),
                behind.stream()
                        .filter(file -> file.lagBytes() > 0)
                        .sorted(Comparator.comparingLong(FileLag::lagBytes).reversed())
                        .limit(LogstashReport.MOST_FILES)
                        .toList());
    }

    private static void note(String[] fields, Map<String, Long> lags) {
        try {
            Path path = Path.of(fields[5]);
            if (String.valueOf(Files.getAttribute(path, "unix:ino")).equals(fields[0])) {
                lags.put(fields[5], Math.max(0, Files.size(path) - Long.parseLong(fields[3])));
            }
        } catch (IOException | IllegalArgumentException gone) {
            // A file that is no longer there, or another one by now, is not behind.
        }
    }
}
