package org.mesoselk.localmesos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process runs until it is told to stop: by a signal, or by one of its parts. */
final class Running {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final List<AutoCloseable> parts = new ArrayList<>();

    Running() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
    }

    /** {@code part} is closed when the process ends, the last one first. */
    synchronized <T extends AutoCloseable> T add(T part) {
        parts.add(part);
        return part;
    }

    /** Ends the process soon; only the first call counts. */
    void stop(int exitCode, String why) {
        LOG.info("ending: {}", why);
        end.complete(exitCode);
    }

    /** Waits for the end and closes everything. @return the exit code */
    int await() {
        int code = end.join();
        close();
        return code;
    }

    private synchronized void close() {
        Collections.reverse(parts);
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {} failed: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
        parts.clear();
    }
}
