package org.mesoselk.executor.elasticsearch.version;

import java.util.Optional;
import org.mesoselk.executor.elasticsearch.distribution.Version;

/** The lines that this executor knows. */
public final class VersionLines {

    private VersionLines() {}

    public static Optional<VersionLine> of(Version version) {
        return version.major() == 8 ? Optional.of(new Version8()) : Optional.empty();
    }

    public static String unsupported(Version version) {
        return "Elasticsearch " + version + " is not supported by this executor: give it an 8.x build.";
    }
}
