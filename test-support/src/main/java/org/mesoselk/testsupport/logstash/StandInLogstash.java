package org.mesoselk.testsupport.logstash;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder laid out as far as matters like Logstash's, whose bin/logstash starts the stand-in. */
public final class StandInLogstash {

    private StandInLogstash() {}

    public static Path make(Path directory, String version) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(
                Files.createDirectories(directory.resolve("logstash-core")).resolve("versions-gem-copy.yml"),
                "---\n# alpha and beta qualifiers are now added via VERSION_QUALIFIER environment var\nlogstash: "
                        + version + "\nlogstash-core: " + version + "\nlogstash-core-plugin-api: 2.1.16\n");
        Path script = directory.resolve("bin/logstash");
        Files.writeString(script, """
                #!/bin/sh
                LS_HOME="$(cd "$(dirname "$0")/.." && pwd)"
                export LS_HOME
                exec "$LS_JAVA_HOME/bin/java" -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s "$@"
                """.formatted(classes(), StandIn.class.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory;
    }

    /** Replaces all switches. */
    public static void switches(Path home, String properties) throws IOException {
        Path part = home.resolve("stand-in.part");
        Files.writeString(part, properties);
        Files.move(part, home.resolve("stand-in.properties"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** The stand-in needs nothing but this module's classes and the JDK. */
    private static String classes() {
        try {
            return Path.of(StandIn.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
