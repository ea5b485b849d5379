package org.mesoselk.executor.logstash.forwarder.discover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mesoselk.executor.logstash.forwarder.discover.SandboxDir.Owner;

/**
 * Finds the sandboxes of an agent by their layout, which Mesos documents:
 * {@code work_dir/slaves/AGENT/frameworks/FRAMEWORK/executors/EXECUTOR/runs/CONTAINER}, with the containers of a task
 * group in {@code containers/CHILD} and a link {@code tasks/TASK} to each. Also those that the agent has forgotten and
 * not yet removed.
 */
final class SandboxWalk {

    private static final Pattern LOG = Pattern.compile("(stdout|stderr)(\\.[0-9]+)?");
    private static final Predicate<String> ALL = name -> true;

    /** A link to one of the others. */
    private static final Predicate<String> RUNS = name -> !name.equals("latest");

    private static final Predicate<String> OF_A_RUN = name -> name.equals("containers")
            || name.equals("tasks")
            || LOG.matcher(name).matches();

    private final Folder slaves;
    private final Turns turns = new Turns();

    /** @param workDir without links in its path */
    SandboxWalk(Path workDir) {
        slaves = Folder.root(workDir, "slaves");
    }

    /** stdout or stderr. */
    static String stream(String fileName) {
        return fileName.startsWith("stdout") ? "stdout" : "stderr";
    }

    /** @param unreadable told of each folder that cannot be read, with the cause */
    List<SandboxDir> walk(long nowMillis, BiConsumer<Path, IOException> unreadable) {
        turns.next();
        List<SandboxDir> found = new ArrayList<>();
        Walker walker = new Walker(nowMillis, unreadable, found);
        // Where a new sandbox shows is looked at each time; there are few such folders.
        for (Folder agent : walker.folders(slaves, ALL, "frameworks", () -> true)) {
            for (Folder framework : walker.folders(agent, ALL, "executors", () -> true)) {
                for (Folder executor : walker.folders(framework, ALL, "runs", () -> true)) {
                    for (Folder run : walker.folders(executor, RUNS, "", turns::isDue)) {
                        walker.run(agent, framework, executor, run);
                    }
                }
            }
        }
        return found;
    }

    private final class Walker {

        private final long nowMillis;
        private final BiConsumer<Path, IOException> unreadable;
        private final List<SandboxDir> found;

        Walker(long nowMillis, BiConsumer<Path, IOException> unreadable, List<SandboxDir> found) {
            this.nowMillis = nowMillis;
            this.unreadable = unreadable;
            this.found = found;
        }

        List<Folder> folders(Folder parent, Predicate<String> names, String inner, BooleanSupplier isItsTurn) {
            List<Folder> folders = new ArrayList<>();
            for (Entry entry : list(parent, names, inner, isItsTurn)) {
                if (entry instanceof Folder folder) {
                    folders.add(folder);
                }
            }
            return folders;
        }

        private List<Entry> list(Folder folder, Predicate<String> names, String inner, BooleanSupplier isItsTurn) {
            try {
                return folder.entries(names, inner, nowMillis, isItsTurn);
            } catch (IOException e) {
                unreadable.accept(folder.path(), e);
                return List.of();
            }
        }

        void run(Folder agent, Folder framework, Folder executor, Folder run) {
            SandboxDir known = run.sandbox()
                    .orElseGet(() -> new SandboxDir(
                            run,
                            new Owner(agent.name(), framework.name(), executor.name(), run.name(), Optional.empty())));
            container(run, known, Optional.empty());
        }

        private void container(Folder folder, SandboxDir known, Optional<String> task) {
            folder.isOf(known);
            List<Entry> entries = list(folder, OF_A_RUN, "", turns::isDue);
            known.has(entries, task);
            boolean any = false;
            for (Entry entry : entries) {
                any |= entry instanceof Entry.File;
            }
            if (any) {
                found.add(known);
            }
            Optional<Folder> children = folder(entries, "containers");
            if (children.isPresent()) {
                Map<String, String> tasks =
                        folder(entries, "tasks").map(this::tasks).orElse(Map.of());
                for (Folder inner : folders(children.get(), ALL, "", turns::isDue)) {
                    SandboxDir child = inner.sandbox()
                            .orElseGet(() -> new SandboxDir(inner, known.owner().of(inner.name())));
                    container(inner, child, Optional.ofNullable(tasks.get(inner.name())));
                }
            }
        }

        private static Optional<Folder> folder(List<Entry> entries, String name) {
            for (Entry entry : entries) {
                if (entry instanceof Folder folder && folder.name().equals(name)) {
                    return Optional.of(folder);
                }
            }
            return Optional.empty();
        }

        /** By the name of the folder that a link leads to: the link itself is not followed. */
        private Map<String, String> tasks(Folder folder) {
            Map<String, String> tasks = new HashMap<>();
            for (Entry entry : list(folder, ALL, "", turns::isDue)) {
                if (entry instanceof Entry.Link link) {
                    tasks.put(link.target(), link.name());
                }
            }
            return tasks;
        }
    }
}
