package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An Elasticsearch home whose server is {@link StandInElasticsearch}. */
final class StandInHome {

    private StandInHome() {}

    /** @param shared the folder that all nodes see; nodes of any user write to it */
    static Path make(Path home, Path shared) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/elasticsearch-" + StandInElasticsearch.VERSION + ".jar"));
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("elasticsearch");
        Files.writeString(launcher, """
                #!/bin/sh
                exec "$ES_JAVA_HOME/bin/java" -Xmx24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
                  -cp '%s' %s "$ES_PATH_CONF" '%s'
                """.formatted(
                        System.getProperty("java.class.path"), StandInElasticsearch.class.getName(), shared));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path folder : new Path[] {shared, shared.resolve("nodes")}) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return home;
    }
}
