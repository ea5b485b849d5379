package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The calls of one subscription, sent one at a time in the order in which they were added.
 *
 * <p>A call that cannot be delivered breaks the subscription: from then on nobody knows what Mesos has seen, and only a
 * new subscription with its reconciliation tells.
 */
final class CallQueue {

    /** Sends one call and waits for its answer. */
    interface Post {
        Transport.Reply send(ByteString call) throws IOException, InterruptedException;
    }

    private record Entry(String name, ByteString call, boolean repeatable, CompletableFuture<CallResult> result) {}

    /** What came of one attempt to send. */
    private sealed interface Attempt {}

    private record Done(CallResult result) implements Attempt {}

    private record Failed(String cause, boolean safeToRepeat) implements Attempt {}

    /** How long a call that is on its way may still be answered after its subscription ended. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private static final Backoff BETWEEN_ATTEMPTS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Post post;
    private final int attempts;
    private final RandomGenerator random;
    private final Consumer<String> broken;
    private final Thread thread;
    private String endCause = "";
    private boolean ended;

    /** @param broken told the cause, on the queue's thread, when a call could not be delivered */
    CallQueue(String threadName, Post post, int attempts, RandomGenerator random, Consumer<String> broken) {
        this.post = post;
        this.attempts = attempts;
        this.random = random;
        this.broken = broken;
        this.thread = Transport.daemon(threadName, this::run);
    }

    /** Begins to send; what was added before goes first. */
    void open() {
        thread.start();
    }

    /** @param repeatable whether Mesos may get the call twice without harm */
    synchronized CompletableFuture<CallResult> add(String name, ByteString call, boolean repeatable) {
        if (ended) {
            return CompletableFuture.completedFuture(new CallResult.Undelivered(endCause));
        }
        Entry entry = new Entry(name, call, repeatable, new CompletableFuture<>());
        entries.add(entry);
        return entry.result();
    }

    /** Ends the queue: when this returns, the result of every call is known. */
    void end(String cause) {
        List<Entry> unsent = new ArrayList<>();
        synchronized (this) {
            if (!ended) {
                ended = true;
                endCause = cause;
                entries.drainTo(unsent);
                // The thread may be waiting for an entry: this one tells it to go home.
                entries.add(new Entry("", ByteString.EMPTY, false, new CompletableFuture<>()));
            }
        }
        unsent.forEach(entry -> entry.result().complete(new CallResult.Undelivered(cause)));
        if (thread != Thread.currentThread()) {
            awaitThread();
        }
    }

    private void awaitThread() {
        try {
            thread.join(LAST_ANSWER.toMillis());
            thread.interrupt();
            thread.join(LAST_ANSWER.toMillis());
        } catch (InterruptedException hurry) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private void run() {
        try {
            while (!isEnded()) {
                Entry entry = entries.take();
                if (!isEnded()) {
                    CallResult result = deliver(entry);
                    entry.result().complete(result);
                    if (result instanceof CallResult.Undelivered undelivered) {
                        end(undelivered.cause());
                        broken.accept(undelivered.cause());
                    }
                }
            }
        } catch (InterruptedException ended) {
            // Only end() interrupts.
        }
    }

    private CallResult deliver(Entry entry) {
        for (int attempt = 1; ; attempt++) {
            Attempt outcome = attempt(entry);
            if (outcome instanceof Done done) {
                return done.result();
            }
            Failed failed = (Failed) outcome;
            if (!failed.safeToRepeat() || attempt >= attempts || isEnded()) {
                return new CallResult.Undelivered(entry.name() + " could not be delivered: " + failed.cause());
            }
            try {
                Thread.sleep(BETWEEN_ATTEMPTS.delay(attempt, random).toMillis());
            } catch (InterruptedException ended) {
                return new CallResult.Undelivered(entry.name() + " could not be delivered: " + failed.cause());
            }
        }
    }

    private Attempt attempt(Entry entry) {
        try {
            Transport.Reply reply = post.send(entry.call());
            if (reply.status() == 200 || reply.status() == 202) {
                return new Done(new CallResult.Accepted());
            }
            if (reply.redirects()) {
                return new Failed("a redirect came back, so this master leads no more", false);
            }
            if (reply.status() == 401) {
                // What was taken at the subscription is not any more, as with a token that has run out: begin anew.
                return new Failed("the credentials were refused (401)", false);
            }
            if (reply.status() >= 400 && reply.status() < 500) {
                return new Done(new CallResult.Refused(reply.status(), reply.sentence()));
            }
            return new Failed(reply.status() + " " + reply.sentence(), entry.repeatable());
        } catch (Transport.NotConnectedException unconnected) {
            // Nothing was sent, so even a call that must not arrive twice can go again.
            return new Failed(Failures.clause(unconnected), true);
        } catch (Transport.NoAnswerException late) {
            // It may still arrive, after a later one even: repeating it would lose the order.
            return new Failed(Failures.clause(late), false);
        } catch (IOException network) {
            return new Failed(Failures.clause(network), entry.repeatable());
        } catch (RuntimeException odd) {
            // A header that cannot be sent, a credential that cannot be read: the queue must not die of it.
            return new Failed(Failures.clause(odd), false);
        } catch (InterruptedException ended) {
            return new Failed("the subscription ended", false);
        }
    }
}
