package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mesoselk.cli.home.Atomically;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;

/**
 * Written last into an unpacked distribution: without it, or when it does not fit, the distribution is damaged.
 *
 * @param files size in bytes of every file, by path
 */
record CacheRecord(String source, String sha512, Map<String, Long> files) {

    private static final String FILE = ".mesos-elk.json";

    static void write(Path home, String source, String sha512) throws IOException {
        Atomically.write(home.resolve(FILE), Json.bytes(new CacheRecord(source, sha512, sizes(home))));
    }

    /** Whether {@code home} is a whole distribution as {@link #write} left it. */
    static boolean fits(Path home) throws IOException {
        try {
            CacheRecord record = Json.read(Files.readAllBytes(home.resolve(FILE)), CacheRecord.class);
            return record.files() != null && record.files().equals(sizes(home));
        } catch (IOException | JacksonException e) {
            return false;
        }
    }

    /** Neither product writes below its home: Elasticsearch's keystore and Kibana's data are kept by the members elsewhere. */
    private static Map<String, Long> sizes(Path home) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.endsWith(FILE)) {
                    sizes.put(home.relativize(file).toString(), Files.size(file));
                }
            }
        }
        return sizes;
    }
}
