package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mesoselk.executor.logstash.forwarder.discover.Listing.Entry;
import org.mesoselk.executor.logstash.forwarder.discover.Listing.Type;

/**
 * Finds the sandboxes of an agent by their layout, which Mesos documents:
 * {@code work_dir/slaves/AGENT/frameworks/FRAMEWORK/executors/EXECUTOR/runs/CONTAINER}, with the containers of a task
 * group in {@code containers/CHILD} and a link {@code tasks/TASK} to each. Also those that the agent has forgotten and
 * not yet removed.
 */
final class SandboxWalk {

    private static final Pattern LOG = Pattern.compile("(stdout|stderr)(\\.[0-9]+)?");
    private static final Predicate<String> ALL = name -> true;
    private static final Predicate<String> OF_A_RUN = name -> name.equals("containers")
            || name.equals("tasks")
            || LOG.matcher(name).matches();

    private final Path workDir;
    private final Listing listing = new Listing();

    /** @param workDir without links in its path */
    SandboxWalk(Path workDir) {
        this.workDir = workDir;
    }

    /** stdout or stderr. */
    static String stream(String fileName) {
        return fileName.startsWith("stdout") ? "stdout" : "stderr";
    }

    /** @param unreadable told of each folder that cannot be read, with the cause */
    List<SandboxDir> walk(long nowMillis, java.util.function.BiConsumer<Path, IOException> unreadable) {
        listing.nextRound();
        List<SandboxDir> found = new ArrayList<>();
        Walker walker = new Walker(nowMillis, unreadable, found);
        for (Entry agent : walker.folders(workDir.resolve("slaves"))) {
            Path frameworks = workDir.resolve("slaves").resolve(agent.name()).resolve("frameworks");
            for (Entry framework : walker.folders(frameworks)) {
                Path executors = frameworks.resolve(framework.name()).resolve("executors");
                for (Entry executor : walker.folders(executors)) {
                    Path runs = executors.resolve(executor.name()).resolve("runs");
                    // "latest" is a link, and left out by that.
                    for (Entry run : walker.folders(runs)) {
                        walker.run(
                                runs.resolve(run.name()),
                                new Owner(agent.name(), framework.name(), executor.name(), run.name()));
                    }
                }
            }
        }
        return found;
    }

    private record Owner(String agent, String framework, String executor, String run) {}

    private final class Walker {

        private final long nowMillis;
        private final java.util.function.BiConsumer<Path, IOException> unreadable;
        private final List<SandboxDir> found;

        Walker(long nowMillis, java.util.function.BiConsumer<Path, IOException> unreadable, List<SandboxDir> found) {
            this.nowMillis = nowMillis;
            this.unreadable = unreadable;
            this.found = found;
        }

        List<Entry> folders(Path parent) {
            return list(parent, ALL).stream()
                    .filter(entry -> entry.type() == Type.FOLDER)
                    .toList();
        }

        private List<Entry> list(Path folder, Predicate<String> names) {
            try {
                return listing.of(folder, names, nowMillis);
            } catch (IOException e) {
                unreadable.accept(folder, e);
                return List.of();
            }
        }

        void run(Path directory, Owner owner) {
            container(directory, owner, Optional.empty(), Optional.empty());
        }

        private void container(Path directory, Owner owner, Optional<String> child, Optional<String> task) {
            List<Entry> entries = list(directory, OF_A_RUN);
            List<Entry> files =
                    entries.stream().filter(entry -> entry.type() == Type.FILE).toList();
            if (!files.isEmpty()) {
                found.add(new SandboxDir(
                        directory,
                        owner.agent(),
                        owner.framework(),
                        owner.executor(),
                        owner.run(),
                        child,
                        task,
                        files));
            }
            if (entries.stream().anyMatch(entry -> entry.name().equals("containers") && entry.type() == Type.FOLDER)) {
                Map<String, String> tasks = tasks(directory.resolve("tasks"));
                Path children = directory.resolve("containers");
                for (Entry inner : folders(children)) {
                    container(
                            children.resolve(inner.name()),
                            owner,
                            Optional.of(inner.name()),
                            Optional.ofNullable(tasks.get(inner.name())));
                }
            }
        }

        /** By the name of the folder that a link leads to: the link itself is not followed. */
        private Map<String, String> tasks(Path folder) {
            Map<String, String> tasks = new HashMap<>();
            for (Entry link : list(folder, ALL)) {
                if (link.type() == Type.LINK) {
                    try {
                        Path target = Files.readSymbolicLink(folder.resolve(link.name()));
                        tasks.put(target.getFileName().toString(), link.name());
                    } catch (IOException gone) {
                        // Then the agent's state has to tell.
                    }
                }
            }
            return tasks;
        }
    }
}
