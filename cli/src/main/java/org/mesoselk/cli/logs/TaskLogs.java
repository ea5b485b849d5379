package org.mesoselk.cli.logs;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.NodePool;

/** {@code elk logs --task}: prints what was collected of a task. */
public record TaskLogs(Console console, List<URI> endpoints) {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /**
     * @param most the last so many lines; empty means all
     * @throws Failure when nothing was ever collected of such a task, or Elasticsearch does not answer
     */
    public void print(LogQuery query, Optional<Integer> most) throws InterruptedException {
        LogSearch search = new LogSearch(new NodePool(() -> endpoints, REQUEST_TIMEOUT, System::nanoTime));
        KnownTasks tasks = new KnownTasks(search);
        try {
            Optional<KnownTasks.Found> found = tasks.find(query);
            if (found.isEmpty()) {
                throw Failure.failed("Nothing was collected of a task " + query.task() + ": " + tasks.sentence());
            }
            if (!print(search, query, most, found.get().isSeveral())) {
                console.err()
                        .println("Nothing of " + query.task() + " since then; its last line is of "
                                + found.get().last() + ".");
            }
        } catch (IOException e) {
            throw Failure.failed("Elasticsearch cannot be searched", e);
        }
    }

    /** @return whether there was anything */
    private boolean print(LogSearch search, LogQuery query, Optional<Integer> most, boolean withTask)
            throws IOException, InterruptedException {
        PrintStream out = console.out();
        if (most.isPresent()) {
            List<LogLine> lines = search.last(query, most.get());
            lines.forEach(line -> out.println(line.text(withTask)));
            return !lines.isEmpty();
        }
        AtomicBoolean any = new AtomicBoolean();
        // A pipe may be closed before its end, as by head.
        search.all(
                query,
                line -> {
                    any.set(true);
                    out.println(line.text(withTask));
                },
                () -> !out.checkError());
        return any.get();
    }
}
