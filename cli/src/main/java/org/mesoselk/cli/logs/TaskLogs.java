package org.mesoselk.cli.logs;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mesoselk.cli.Console;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.NodePool;

/** {@code elk logs --task}: prints what was collected of a task. */
public record TaskLogs(Console console, Supplier<List<URI>> endpoints) {

    /** What became searchable so late is shown by --follow all the same when it begins with the last lines. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /**
     * @param most the last so many lines; empty means all
     * @throws Failure when nothing was ever collected of such a task, or Elasticsearch does not answer
     */
    public void print(LogQuery query, Optional<Integer> most) throws InterruptedException {
        try {
            LogSearch search = search();
            KnownTasks.Found found = find(search, query);
            print(search, query, most, found, line -> {});
        } catch (IOException e) {
            throw Failure.failed("Elasticsearch cannot be searched", e);
        }
    }

    /**
     * As {@link #print(LogQuery, Optional)}, and then what comes, until it is interrupted or nobody reads any more.
     *
     * @param pause between two searches
     */
    public void follow(LogQuery query, Optional<Integer> most, Duration pause) throws InterruptedException {
        FollowTask follow;
        try {
            LogSearch search = search();
            KnownTasks.Found found = find(search, query);
            Seen seen = new Seen(first(query, most, found));
            if (most.isPresent()) {
                // Before the last ones are printed: what comes in between is new, and counts as seen when it is
                // printed.
                search.all(query.since(seen.from()), seen::add, () -> true);
            }
            print(search, query, most, found, seen::add);
            follow = new FollowTask(console, search, query, found.isSeveral(), seen);
        } catch (IOException e) {
            throw Failure.failed("Elasticsearch cannot be searched", e);
        }
        follow.run(pause);
    }

    /** Of what was written before, how much is looked for when it comes late. */
    private static Instant first(LogQuery query, Optional<Integer> most, KnownTasks.Found found) {
        Instant last = found.lastTime();
        if (most.isPresent()) {
            return last.minus(LATE);
        }
        Instant kept = last.minus(Seen.KEPT);
        return query.since().filter(since -> since.isAfter(kept)).orElse(kept);
    }

    private LogSearch search() {
        return new LogSearch(new NodePool(endpoints, REQUEST_TIMEOUT, System::nanoTime));
    }

    private static KnownTasks.Found find(LogSearch search, LogQuery query) throws IOException, InterruptedException {
        KnownTasks tasks = new KnownTasks(search);
        Optional<KnownTasks.Found> found = tasks.find(query);
        if (found.isEmpty()) {
            throw Failure.failed("Nothing was collected of a task " + query.task() + ": " + tasks.sentence());
        }
        return found.get();
    }

    /** @param each also told of each line */
    private void print(
            LogSearch search, LogQuery query, Optional<Integer> most, KnownTasks.Found found, Consumer<LogLine> each)
            throws IOException, InterruptedException {
        if (!print(search, query, most, found.isSeveral(), each)) {
            console.err()
                    .println("Nothing of " + query.task() + " since then; its last line is of " + found.last() + ".");
        }
    }

    /** @return whether there was anything */
    private boolean print(
            LogSearch search, LogQuery query, Optional<Integer> most, boolean withTask, Consumer<LogLine> each)
            throws IOException, InterruptedException {
        PrintStream out = console.out();
        if (most.isPresent()) {
            List<LogLine> lines = search.last(query, most.get());
            lines.forEach(each.andThen(line -> out.println(line.text(withTask))));
            return !lines.isEmpty();
        }
        AtomicBoolean any = new AtomicBoolean();
        // A pipe may be closed before its end, as by head.
        search.all(
                query,
                line -> {
                    any.set(true);
                    each.accept(line);
                    out.println(line.text(withTask));
                },
                () -> !out.checkError());
        return any.get();
    }
}
