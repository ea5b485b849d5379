package org.mesoselk.executor.kibana.version;

import java.util.Optional;
import org.mesoselk.executor.kibana.distribution.Version;

/** The lines that this executor knows. */
public final class VersionLines {

    private VersionLines() {}

    public static Optional<VersionLine> of(Version version) {
        return switch (version.major()) {
            case 5 -> Optional.of(new Version5());
            case 6 -> Optional.of(new Version6());
            case 7 -> Optional.of(new Version7());
            case 8 -> Optional.of(new Version8());
            case 9 -> Optional.of(new Version9());
            default -> Optional.empty();
        };
    }

    public static String unsupported(Version version) {
        return "Kibana " + version + " is not supported by this executor: give it a build of 5.x to 9.x.";
    }
}
