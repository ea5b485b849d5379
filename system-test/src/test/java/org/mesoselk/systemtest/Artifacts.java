package org.mesoselk.systemtest;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the reactor has put the programs under test. */
final class Artifacts {

    private Artifacts() {}

    /** The checkout: the folder that holds the launcher. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("elk"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException(
                        "no launcher 'elk' above " + Path.of("").toAbsolutePath());
            }
        }
        return here;
    }

    static Path jar(String module) {
        Path jar = root().resolve(module).resolve("target").resolve(module + "-all.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run `mvn -DskipTests package` first");
        }
        return jar;
    }
}
