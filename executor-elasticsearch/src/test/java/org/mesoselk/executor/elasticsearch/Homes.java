package org.mesoselk.executor.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.mesoselk.executor.elasticsearch.distribution.Home;

/** Makes what looks like an unpacked distribution. */
public final class Homes {

    private Homes() {}

    public static Home make(Path directory, String version) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path launcher = Files.writeString(bin.resolve("elasticsearch"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(directory.resolve("config"));
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Files.createFile(lib.resolve("elasticsearch-core-" + version + ".jar"));
        Files.createFile(lib.resolve("elasticsearch-" + version + ".jar"));
        return Home.at(directory).orElseThrow();
    }
}
