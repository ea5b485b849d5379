package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mesoselk.scheduler.state.Election;
import org.mesoselk.scheduler.state.FencedException;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a scheduler process: it stands by, leads for a term, stands by again, until it is told to end. */
public final class Terms {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Before it queues again, so that a term that fails at once is not begun many times a second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Election election;
    private final Leadership leadership;
    private final Opening opening;
    private final InstantSource clock;
    private final Semaphore news = new Semaphore(0);
    private volatile Optional<Exit> stopped = Optional.empty();
    private volatile Optional<Inbox> leading = Optional.empty();
    private volatile Optional<Term> term = Optional.empty();
    private String lastEnd = "";

    /** What acts in the name of the framework while this process leads. Closing it ends all of that. */
    public interface Term extends AutoCloseable {
        /** Completes when nothing is decided any more. */
        CompletableFuture<Exit> ended();

        /** It is not known whether this process still leads. For any thread. */
        void distrust();

        @Override
        void close();
    }

    /** Takes over the state and begins to act. What was opened is closed again when it fails. */
    public interface Opening {
        /**
         * @param inbox of this term alone
         * @throws StoreRefusedException when the state cannot be used, or another one has taken over meanwhile
         */
        Term open(Instant electedAt, Inbox inbox) throws StoreUnavailableException, InterruptedException;
    }

    public Terms(Election election, Leadership leadership, Opening opening, InstantSource clock) {
        this.election = election;
        this.leadership = leadership;
        this.opening = opening;
        this.clock = clock;
    }

    /** @return why the process ends */
    public Exit run() throws InterruptedException {
        election.open(new Election.Listener() {
            @Override
            public void changed() {
                news.release();
            }

            @Override
            public void suspended() {
                term.ifPresent(Term::distrust);
                news.release();
            }

            @Override
            public void lost() {
                leading.ifPresent(inbox -> inbox.end(Exit.toStandby("the session at ZooKeeper is over")));
                news.release();
            }
        });
        while (true) {
            standBy();
            if (stopped.isPresent()) {
                return stopped.get();
            }
            Exit exit = serve();
            if (exit.code().isPresent()) {
                return exit;
            }
            if (!exit.sentence().equals(lastEnd)) {
                LOG.warn("leads no more and stands by: {}", exit.sentence());
            }
            lastEnd = exit.sentence();
            news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            election.enter();
        }
    }

    /** Ends the process, whatever it does. */
    public void stop(Exit exit) {
        stopped = Optional.of(exit);
        leading.ifPresent(inbox -> inbox.end(exit));
        news.release();
    }

    private void standBy() throws InterruptedException {
        while (stopped.isEmpty() && !election.isLeader()) {
            leadership.sees(election.isConnected(), election.otherLeader());
            if (news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
    }

    private Exit serve() throws InterruptedException {
        try (Inbox inbox = new Inbox()) {
            leading = Optional.of(inbox);
            if (stopped.isPresent() || !election.isLeader()) {
                return stopped.orElse(Exit.toStandby("the session at ZooKeeper is over"));
            }
            Exit exit = serve(inbox);
            leadership.ends(exit.sentence());
            return exit;
        } finally {
            leading = Optional.empty();
            election.leave();
        }
    }

    private Exit serve(Inbox inbox) throws InterruptedException {
        try (Term opened = opening.open(clock.instant(), inbox)) {
            term = Optional.of(opened);
            // From before it could be told.
            opened.distrust();
            lastEnd = "";
            Exit exit = await(opened.ended());
            // The next one need not wait until everything here is closed: nothing is stored or sent any more.
            election.leave();
            return exit;
        } catch (StoreUnavailableException | FencedException e) {
            return Exit.toStandby(e.getMessage());
        } catch (StoreRefusedException e) {
            return new Exit(1, e.getMessage());
        } finally {
            term = Optional.empty();
        }
    }

    private Exit await(CompletableFuture<Exit> ended) throws InterruptedException {
        while (!ended.isDone()) {
            leadership.leads(election.isConnected());
            try {
                ended.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // looked at above
            } catch (ExecutionException e) {
                throw new IllegalStateException("a term never ends with a failure", e);
            }
        }
        return ended.join();
    }
}
