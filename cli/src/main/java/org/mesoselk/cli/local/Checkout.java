package org.mesoselk.cli.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.home.Settings;

/** The folder of the launcher, with what Maven has built in it. */
public record Checkout(Path root) {

    Path cli() {
        return jar("cli");
    }

    Path localMesos() {
        return jar("local-mesos");
    }

    /** @throws Failure when it is not built */
    public Path simulator() {
        return jar("simulator");
    }

    Path app(String name) {
        return root.resolve("docker").resolve("marathon").resolve(name + ".json");
    }

    /** What the framework's app definition fetches, by file name. */
    Map<String, Path> fetchable(Framework framework) {
        return Map.of(
                "scheduler-all.jar", jar("scheduler"), framework.executorJar(), jar("executor-" + framework.key()));
    }

    /** @throws Failure when a jar is missing that an installation with these settings needs */
    void requireBuilt(Settings settings) {
        cli();
        localMesos();
        for (Framework framework : Framework.values()) {
            if (Names.has(framework, settings)) {
                fetchable(framework);
            }
        }
    }

    private Path jar(String module) {
        Path target = root.resolve(module).resolve("target");
        Path plain = target.resolve(module + "-all.jar");
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        try (DirectoryStream<Path> versioned = Files.newDirectoryStream(target, module + "-*-all.jar")) {
            for (Path jar : versioned) {
                return jar;
            }
        } catch (IOException e) {
            throw notBuilt(plain);
        }
        throw notBuilt(plain);
    }

    private static Failure notBuilt(Path jar) {
        return Failure.failed(jar + " is not built: start elk by its launcher ./elk, or run mvn package");
    }
}
