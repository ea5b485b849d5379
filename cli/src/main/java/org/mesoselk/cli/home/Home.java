package org.mesoselk.cli.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mesoselk.cli.Failure;

/** One installation is one folder; this is what lies where in it. */
public record Home(Path directory) {

    private static final String MARKER = ".mesos-elk-home";

    public Path zookeeper() {
        return directory.resolve("zookeeper");
    }

    /** Work directory of the Mesos master and agents, with the sandboxes. */
    public Path mesos() {
        return directory.resolve("mesos");
    }

    /** Sandbox of a scheduler, as Marathon would make it. */
    public Path app(String scheduler) {
        return directory.resolve("apps").resolve(scheduler);
    }

    /** What Elasticsearch's members keep: a directory for each. */
    public Path data() {
        return directory.resolve("data");
    }

    /** What Logstash's members keep: positions in the files that they read, and dead letters. */
    public Path registry() {
        return directory.resolve("registry");
    }

    public Path log(String process) {
        return directory.resolve("logs").resolve(process + ".log");
    }

    /** Pid files and what the processes announce of themselves. */
    public Path run() {
        return directory.resolve("run");
    }

    /** Copies of the jars that run, so that a new build does not pull them from under a running JVM. */
    public Path lib() {
        return directory.resolve("lib");
    }

    public Path settings() {
        return directory.resolve("elk.json");
    }

    Path lock() {
        return directory.resolve("elk.lock");
    }

    Path lockHolder() {
        return run().resolve("elk-at-work.json");
    }

    /** Whether elk made this folder. */
    public boolean exists() {
        return Files.isRegularFile(directory.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes the folder, unless it is one already. */
    public void create() {
        if (exists()) {
            return;
        }
        try {
            Files.createDirectories(directory);
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isPresent()) {
                    throw Failure.usage(directory + " is neither empty nor a home made by elk: name an empty or a new"
                            + " folder with --home");
                }
            }
            Files.writeString(
                    directory.resolve(MARKER), "One installation of mesos-elk. `elk down --wipe` removes it.\n");
        } catch (IOException e) {
            throw Failure.failed("Cannot make the home " + directory + " (name another one with --home)", e);
        }
    }

    /** Removes what elk has put here, and the folder when nothing else is in it. */
    public void wipe() {
        if (!exists()) {
            throw Failure.failed(directory + " was not made by elk, so it is not removed");
        }
        List<String> ours = List.of(
                "zookeeper", "mesos", "apps", "data", "registry", "logs", "run", "lib", "elk.json", "elk.lock", MARKER);
        try {
            for (String name : ours) {
                Trees.delete(directory.resolve(name));
            }
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isEmpty()) {
                    Files.delete(directory);
                }
            }
        } catch (IOException e) {
            throw Failure.failed("Cannot remove all of " + directory, e);
        }
    }
}
