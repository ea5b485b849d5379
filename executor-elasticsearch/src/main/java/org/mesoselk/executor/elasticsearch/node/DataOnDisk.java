package org.mesoselk.executor.elasticsearch.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mesoselk.commons.elastic.HasData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has left below its path.data, or before 8.0 in {@code nodes/0} of it. Since 7.6 Elasticsearch keeps the cluster
 * state in a Lucene index in {@code _state}, from the first start on. Each commit has as user data, in plain text, the version
 * of the last state that an elected master has sent (PersistedClusterStateService): 0 while none has. Earlier lines write
 * {@code global-N.st} once they have a state of a master.
 */
public final class DataOnDisk {

    private static final Logger LOG = LoggerFactory.getLogger(DataOnDisk.class);

    private static final Pattern GLOBAL = Pattern.compile("global-\\d+\\.st");

    private static final Pattern COMMIT = Pattern.compile("segments_([0-9a-z]+)");

    /** Lucene writes a text as its length and its bytes; a version has fewer digits than would need a second byte of length. */
    private static final Pattern VERSION = Pattern.compile("last_accepted_version[\\x01-\\x13]([0-9]{1,19})");

    private DataOnDisk() {}

    /** @param data path.data; no other process may be using it */
    public static HasData in(Path data) {
        try {
            if (Files.notExists(data)) {
                return HasData.NO;
            }
            HasData found = inNode(data);
            // Since 8.0 a file of this name keeps an older Elasticsearch away.
            if (found == HasData.NO && Files.isDirectory(data.resolve("nodes"))) {
                for (Path node : list(data.resolve("nodes"))) {
                    found = found == HasData.NO ? inNode(node) : found;
                }
            }
            return found;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot see whether {} holds data: {}", data, e.toString());
            return HasData.UNKNOWN;
        }
    }

    private static HasData inNode(Path node) throws IOException {
        return isEmpty(node.resolve("indices")) ? inState(node.resolve("_state")) : HasData.YES;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        return Files.notExists(directory) || list(directory).isEmpty();
    }

    private static HasData inState(Path state) throws IOException {
        if (Files.notExists(state)) {
            return HasData.NO;
        }
        List<Path> files = list(state);
        if (files.stream()
                .anyMatch(file -> GLOBAL.matcher(file.getFileName().toString()).matches())) {
            return HasData.YES;
        }
        Optional<Path> last = files.stream()
                .filter(file -> generation(file) >= 0)
                .max(Comparator.comparingLong(DataOnDisk::generation));
        if (last.isEmpty()) {
            return HasData.NO;
        }
        Matcher version = VERSION.matcher(new String(Files.readAllBytes(last.get()), StandardCharsets.ISO_8859_1));
        if (!version.find()) {
            LOG.warn("{} does not say which cluster state it has", last.get());
            return HasData.UNKNOWN;
        }
        return Long.parseLong(version.group(1)) > 0 ? HasData.YES : HasData.NO;
    }

    /** -1 for a file that is no commit. */
    private static long generation(Path file) {
        Matcher commit = COMMIT.matcher(file.getFileName().toString());
        return commit.matches() ? Long.parseLong(commit.group(1), Character.MAX_RADIX) : -1;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
