package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that decides. */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Deciding deciding;
    private final Inbox inbox;
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();

    public Loop(Deciding deciding, Inbox inbox) {
        this.deciding = deciding;
        this.inbox = inbox;
    }

    /** Completes when the loop has ended, with the reason. */
    public CompletableFuture<Exit> ended() {
        return ended;
    }

    public void start() {
        new Thread(this::run, "loop").start();
    }

    private void run() {
        try {
            Optional<Exit> exit = Optional.empty();
            while (exit.isEmpty()) {
                exit = deciding.turn(inbox.take(IDLE));
            }
            ended.complete(exit.get());
        } catch (StoreRefusedException e) {
            ended.complete(new Exit(1, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.complete(new Exit(1, "the loop was interrupted"));
        } catch (RuntimeException | Error e) {
            LOG.error("the loop failed; the state is stored, the next start goes on from it", e);
            ended.complete(new Exit(1, "the scheduler failed: " + e + "; the state is stored, the next start goes on"));
        }
    }
}
