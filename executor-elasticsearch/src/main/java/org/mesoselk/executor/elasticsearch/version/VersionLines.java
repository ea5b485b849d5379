package org.mesoselk.executor.elasticsearch.version;

import java.util.Optional;
import org.mesoselk.executor.elasticsearch.distribution.Version;

/** The lines that this executor knows. */
public final class VersionLines {

    private VersionLines() {}

    public static Optional<VersionLine> of(Version version) {
        if (version.major() == 8) {
            return Optional.of(new Version8());
        }
        // Single-node discovery came with 5.5, and of what came after only the last ones are run.
        return version.text().startsWith("5.6.") ? Optional.of(new Version5()) : Optional.empty();
    }

    public static String unsupported(Version version) {
        return "Elasticsearch " + version
                + " is not supported by this executor: give it an 8.x build, or a 5.6 build for a single node.";
    }
}
