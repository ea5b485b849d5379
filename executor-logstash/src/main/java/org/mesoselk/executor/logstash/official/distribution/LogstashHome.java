package org.mesoselk.executor.logstash.official.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mesoselk.commons.distribution.LocateDistribution;

/**
 * An unpacked official Logstash. It is never written to.
 *
 * @param version e.g. 8.15.0; empty when its files do not tell, and then only its API will
 */
public record LogstashHome(Path directory, Optional<String> version) {

    /** The feature release of Java that a major version needs at least, by Elastic's support matrix. */
    private static final int JAVA_FOR_8 = 11;

    private static final int JAVA_FOR_9 = 17;

    private static final Pattern IN_VERSIONS = Pattern.compile("(?m)^logstash:\\s*\"?(\\d+\\.\\d+\\.\\d+[\\w.-]*)");
    private static final Pattern IN_GEMFILE = Pattern.compile("logstash-core \\((\\d+\\.\\d+\\.\\d+[\\w.]*)");

    /** Finds one where a task says. */
    public static LocateDistribution<LogstashHome> in(Path sandbox) {
        return new LocateDistribution<>(
                sandbox, "Logstash", "bin/logstash, logstash-core and config are expected", LogstashHome::at);
    }

    /** The distribution in {@code directory}; empty when that is none. */
    static Optional<LogstashHome> at(Path directory) throws IOException {
        if (!Files.isRegularFile(directory.resolve("bin/logstash"))
                || !Files.isDirectory(directory.resolve("logstash-core"))
                || !Files.isDirectory(directory.resolve("config"))) {
            return Optional.empty();
        }
        Optional<String> version = first(directory.resolve("logstash-core/versions-gem-copy.yml"), IN_VERSIONS)
                .or(() -> first(directory.resolve("Gemfile.lock"), IN_GEMFILE));
        return Optional.of(new LogstashHome(directory, version));
    }

    private static Optional<String> first(Path file, Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.exists(file) ? Files.readString(file) : "");
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    public Path launcher() {
        return directory.resolve("bin/logstash");
    }

    /** The JDK that it brings, if it brings one. */
    public Optional<Path> bundledJdk() {
        return Optional.of(directory.resolve("jdk")).filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")));
    }

    /** The part before the first dot. */
    public OptionalInt major() {
        return version.map(known -> OptionalInt.of(Integer.parseInt(known.substring(0, known.indexOf('.')))))
                .orElseGet(OptionalInt::empty);
    }

    /** The feature release of Java that it needs at least. */
    public int minimumJava() {
        return major().orElse(8) >= 9 ? JAVA_FOR_9 : JAVA_FOR_8;
    }

    /** Why this version cannot be run; a version that is not known is tried. */
    public Optional<String> unsupported() {
        return major().isEmpty() || major().getAsInt() == 8 || major().getAsInt() == 9
                ? Optional.empty()
                : Optional.of("The Logstash in " + directory + " is version " + version.orElseThrow()
                        + ", and this executor can run 8 and 9; name a home of one of them.");
    }
}
