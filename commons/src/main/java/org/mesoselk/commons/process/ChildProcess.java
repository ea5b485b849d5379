package org.mesoselk.commons.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A supervised child together with all that it started itself. */
public interface ChildProcess {

    long pid();

    /** Completes with the exit code when the child itself (not its descendants) has ended; 128 + n after signal n. */
    CompletableFuture<Integer> exit();

    /** Notes the descendants of this moment, so that {@link #stop} finds them even after their parent has died. */
    void noteDescendants();

    /**
     * SIGTERM to the child, {@code grace} for the whole tree to end, then SIGKILL to what is left of it. Also to be
     * called after the child has ended by itself: it may have left descendants.
     */
    StopOutcome stop(Duration grace) throws InterruptedException;
}
