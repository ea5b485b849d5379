package org.mesoselk.cli.logs;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.mesoselk.cli.Console;

/**
 * Prints what becomes searchable of a task, until it is interrupted or nobody reads any more. It searches the last few
 * seconds again and again, and all that is kept when Elasticsearch has more lines of that time than were seen.
 */
final class FollowTask {

    /** Mostly lines become searchable in about the order of their times. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Console console;
    private final LogSearch search;
    private final LogQuery query;
    private final boolean withTask;
    private final Seen seen;
    private boolean failed;
    /** How many lines more than were seen there seem to be, though a search for all has not found them. */
    private long unexplained;

    /** @param query without regard to its time @param seen so far @param withTask see {@link LogLine#text} */
    FollowTask(Console console, LogSearch search, LogQuery query, boolean withTask, Seen seen) {
        this.console = console;
        this.search = search;
        this.query = query;
        this.withTask = withTask;
        this.seen = seen;
    }

    /** @param pause between two searches */
    void run(Duration pause) throws InterruptedException {
        while (!console.out().checkError()) {
            Thread.sleep(pause.toMillis());
            try {
                look();
                failed = false;
            } catch (IOException e) {
                tell(e);
            }
        }
    }

    private void look() throws IOException, InterruptedException {
        // Before the search: what comes in between is seen, and not taken for something that was missed.
        long there = search.count(query.since(seen.from()));
        Instant recent = seen.newest().minus(OVERLAP);
        print(recent.isAfter(seen.from()) ? recent : seen.from());
        if (there - seen.count() > unexplained) {
            print(seen.from());
        }
        unexplained = Math.max(0, there - seen.count());
        seen.moveOn();
    }

    private void print(Instant from) throws IOException, InterruptedException {
        PrintStream out = console.out();
        search.all(
                query.since(from),
                line -> {
                    if (seen.add(line)) {
                        out.println(line.text(withTask));
                    }
                },
                () -> !out.checkError());
    }

    /** Once, until it is over: members come and go. */
    private void tell(IOException e) {
        if (!failed) {
            console.err().println("Elasticsearch cannot be searched (" + e.getMessage() + "): trying again.");
        }
        failed = true;
    }
}
