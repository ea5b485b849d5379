package org.mesoselk.executor.logstash.official.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mesoselk.commons.json.Json;
import org.mesoselk.executor.logstash.forwarder.discover.StateSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the dictionaries of the default pipeline: asks the agent when there is a container that is not known yet. */
public final class NamesFiles {

    private static final Logger LOG = LoggerFactory.getLogger(NamesFiles.class);

    private static final int MOST = 50_000;

    /** How often for the same containers: of some no task is ever told, and the agent's state may be large. */
    private static final int ASK = 5;

    private final Path folder;
    private final Path slaves;
    private final StateSource state;
    private Dictionaries known = Dictionaries.EMPTY;
    private Optional<Set<String>> asked = Optional.empty();
    private int left;
    private String trouble = "";

    /**
     * For one agent.
     *
     * @param folder where the dictionaries are to be
     * @param workDir of the agent
     */
    public NamesFiles(Path folder, Path workDir, StateSource state) {
        this.folder = folder;
        this.slaves = workDir.resolve("slaves");
        this.state = state;
    }

    /** Writes them if they have changed; the first time in any case, since Logstash does not start without them. */
    public void refresh() throws IOException {
        Set<String> containers = containers();
        boolean isNew = asked.isEmpty() || !asked.get().equals(containers);
        if (isNew) {
            left = ASK;
        } else if (left == 0 || known.tasks().keySet().containsAll(containers)) {
            return;
        }
        left--;
        Dictionaries now = look();
        if (asked.isEmpty() || !now.equals(known)) {
            write("frameworks.json", now.frameworks());
            write("tasks.json", now.tasks());
            write("task-names.json", now.taskNames());
            known = now;
        }
        asked = Optional.of(containers);
    }

    private Dictionaries look() {
        try {
            Dictionaries now = Dictionaries.of(state.state()).andBefore(known, MOST);
            trouble = "";
            return now;
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).equals(trouble)) {
                trouble = String.valueOf(e.getMessage());
                LOG.warn("Names of frameworks and tasks are not known: {}", trouble);
            }
            return known;
        }
    }

    private Set<String> containers() {
        Set<String> found = new HashSet<>();
        each(
                slaves,
                agent -> each(
                        agent.resolve("frameworks"),
                        framework -> each(
                                framework.resolve("executors"),
                                executor -> each(executor.resolve("runs"), run -> {
                                    if (!Files.isSymbolicLink(run)) {
                                        found.add(run.getFileName().toString());
                                        each(
                                                run.resolve("containers"),
                                                child -> found.add(
                                                        child.getFileName().toString()));
                                    }
                                }))));
        return found;
    }

    private static void each(Path folder, Consumer<Path> inside) {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(inside);
        } catch (IOException gone) {
            // Mesos removes folders while they are looked at.
        }
    }

    private void write(String name, Map<String, String> dictionary) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(name + ".part");
        Files.write(part, Json.write(dictionary).getBytes(StandardCharsets.UTF_8));
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
