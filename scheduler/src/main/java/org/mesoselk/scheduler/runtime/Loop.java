package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.mesoselk.scheduler.state.FencedException;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that decides. */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /**
     * A ZooKeeper that answers but stores nothing for so long: the subscription is given up, so that what Mesos tells
     * does not pile up here. Mesos tells it again.
     */
    private static final Duration UNDECIDED = Duration.ofSeconds(60);

    private final Deciding deciding;
    private final Inbox inbox;
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();

    public Loop(Deciding deciding, Inbox inbox) {
        this.deciding = deciding;
        this.inbox = inbox;
    }

    /** Completes when the loop has ended, with the reason: from then on nothing is stored and no call leaves. */
    public CompletableFuture<Exit> ended() {
        return ended;
    }

    public void start() {
        new Thread(this::run, "loop").start();
    }

    private void run() {
        List<Inbox.Entry> entries = List.of();
        Exit reason = new Exit(1, "the loop ended without a reason");
        try {
            Optional<Exit> exit = Optional.empty();
            while (exit.isEmpty()) {
                entries = inbox.take(deciding.goesOn() ? Duration.ZERO : IDLE);
                exit = deciding.turn(entries).or(this::undecided);
            }
            reason = exit.get();
        } catch (FencedException e) {
            reason = Exit.toStandby(e.getMessage());
        } catch (StoreRefusedException e) {
            reason = new Exit(1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = new Exit(1, "the loop was interrupted");
        } catch (RuntimeException | Error e) {
            LOG.error("the loop failed; the state is stored, the next start goes on from it", e);
            reason = new Exit(1, "the scheduler failed: " + e + "; the state is stored, the next start goes on");
        } finally {
            inbox.close();
            Inbox.refuse(entries);
            ended.complete(reason);
        }
    }

    private Optional<Exit> undecided() {
        return deciding.undecidedFor().compareTo(UNDECIDED) < 0
                ? Optional.empty()
                : Optional.of(
                        Exit.toStandby("nothing could be stored in ZooKeeper for " + UNDECIDED.toSeconds() + " s"));
    }
}
