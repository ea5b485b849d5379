package org.mesoselk.cli.dist;

import java.nio.file.Path;
import org.mesoselk.cli.Console;

/** The user's cache folder: {@code $XDG_CACHE_HOME}, else {@code ~/.cache}. */
public final class CacheFolder {

    private CacheFolder() {}

    public static Path of(Console console) {
        return console.variable("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(console.variable("HOME").orElse(System.getProperty("user.home")), ".cache"))
                .resolve("mesos-elk");
    }
}
