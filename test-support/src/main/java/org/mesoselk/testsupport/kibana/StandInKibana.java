package org.mesoselk.testsupport.kibana;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder laid out as far as matters like Kibana's, whose Node.js starts the stand-in. */
public final class StandInKibana {

    private StandInKibana() {}

    /** @param version decides on the layout and on the shape of /api/status */
    public static Path make(Path directory, String version) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("package.json"), """
                {"name": "kibana", "version": "%s", "build": {"number": 1, "sha": "0"}}
                """.formatted(version));
        boolean hasDist = !version.startsWith("5.") && !version.startsWith("6.");
        Path cli = Files.createDirectories(directory.resolve("src/cli"));
        Files.writeString(cli.resolve(hasDist ? "dist.js" : "index.js"), "// The stand-in is in node/bin/node.\n");
        node(Files.createDirectories(directory.resolve("node/bin")), version);
        return directory;
    }

    private static void node(Path bin, String version) throws IOException {
        Path node = bin.resolve("node");
        Files.writeString(
                node, """
                #!/bin/sh
                if [ "$1" = --version ]; then echo v20.0.0; exit 0; fi
                exec '%s/bin/java' -Xmx32m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s '%s' "$@"
                """.formatted(System.getProperty("java.home"), classes(), StandIn.class.getName(), version));
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
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
