package org.mesoselk.commons.mesos;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link SchedulerClient} over HTTP and protobuf.
 *
 * <p>The framework id is the supplier's when it gives one, else the one that the master gave in SUBSCRIBED. A framework
 * that Mesos has removed is never made anew in silence: see {@link #beginAnew}.
 *
 * <p>Every call of a subscription has its result before {@link SchedulerListener#disconnected} is told of its end.
 */
public final class MesosSchedulerClient implements SchedulerClient {

    private static final Logger LOG = LoggerFactory.getLogger(MesosSchedulerClient.class);
    private static final Duration THREAD_END = Duration.ofSeconds(5);

    private final MasterDetector detector;
    private final Supplier<FrameworkInfo> framework;
    private final SchedulerListener listener;
    private final SchedulerTimings timings;
    private final RandomGenerator random;
    private final Authorization authorization;
    private final Transport http;
    private final Thread thread = Transport.daemon("mesos-scheduler-events", this::run);

    /** Held while the listener is told something, so that close() can promise silence. */
    private final Object delivery = new Object();

    private volatile boolean closed;

    /** Guarded by {@link #delivery}. */
    private boolean removed;

    private volatile Optional<SchedulerSubscription> subscription = Optional.empty();
    private volatile Optional<FrameworkID> givenId = Optional.empty();

    private MesosSchedulerClient(Builder builder) {
        this.detector = builder.detector;
        this.framework = builder.framework;
        this.listener = builder.listener;
        this.timings = builder.timings;
        this.random = builder.random;
        this.http = new HttpClientTransport(
                "mesos-scheduler-http", timings.connectTimeout(), builder.authorization, builder.tls);
        this.authorization = builder.authorization;
    }

    /**
     * What a client cannot do without.
     *
     * @param detector is closed with the client
     * @param framework asked before each subscription, on the client's thread; with the stored framework id if there is one
     */
    public static Builder builder(
            MasterDetector detector, Supplier<FrameworkInfo> framework, SchedulerListener listener) {
        return new Builder(detector, framework, listener);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public CompletableFuture<CallResult> send(Call call) {
        if (call.getType() == Call.Type.SUBSCRIBE) {
            throw new IllegalArgumentException("SUBSCRIBE is sent by the client itself");
        }
        return subscription
                .map(open -> open.send(call))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new CallResult.Undelivered("The framework is not subscribed")));
    }

    @Override
    public void beginAnew() {
        synchronized (delivery) {
            if (removed) {
                removed = false;
                givenId = Optional.empty();
                delivery.notifyAll();
            }
        }
    }

    private void run() {
        int failures = 0;
        String lastCause = "";
        try {
            while (!closed) {
                SchedulerSubscription.Outcome outcome = attempt();
                subscription = Optional.empty();
                failures = outcome.healthy() ? 1 : failures + 1;
                Duration pause = timings.backoff().delay(failures, random);
                if (!closed && !outcome.cause().equals(lastCause)) {
                    LOG.warn("{}. {}", outcome.cause(), isRemoved() ? "Mesos is asked no more" : "Trying again");
                }
                lastCause = outcome.cause();
                tell(() -> {
                    if (outcome.refused()) {
                        listener.refused(outcome.cause());
                    } else {
                        listener.disconnected(outcome.cause());
                    }
                });
                if (!awaitNewBeginning()) {
                    detector.awaitNews(pause);
                }
            }
        } catch (InterruptedException ended) {
            // Only close() interrupts.
        }
    }

    private boolean isRemoved() {
        synchronized (delivery) {
            return removed;
        }
    }

    /** @return whether there was anything to wait for */
    private boolean awaitNewBeginning() throws InterruptedException {
        synchronized (delivery) {
            boolean wasRemoved = removed;
            while (removed && !closed) {
                delivery.wait();
            }
            return wasRemoved;
        }
    }

    /** Whatever goes wrong, for example while the framework id is read, the thread must live on. */
    private SchedulerSubscription.Outcome attempt() throws InterruptedException {
        try {
            return subscribe();
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.error("An attempt to subscribe failed", failure);
            return new SchedulerSubscription.Outcome(false, "No subscription: " + Failures.clause(failure));
        }
    }

    private SchedulerSubscription.Outcome subscribe() throws InterruptedException {
        MasterDetector.Detection detection = detector.detect();
        if (detection instanceof MasterDetector.NotFound notFound) {
            return new SchedulerSubscription.Outcome(false, notFound.why());
        }
        SchedulerSubscription next = new SchedulerSubscription(
                http, timings, random, authorization.remedy(), frameworkInfo(), this::deliver);
        subscription = Optional.of(next);
        if (closed) {
            next.end("The client was closed");
        }
        return next.run(((MasterDetector.Candidate) detection).master());
    }

    private FrameworkInfo frameworkInfo() {
        FrameworkInfo info = framework.get();
        return info.hasId() || givenId.isEmpty()
                ? info
                : info.toBuilder().setId(givenId.get()).build();
    }

    private void deliver(Event event) {
        if (event.getType() == Event.Type.SUBSCRIBED) {
            givenId = Optional.of(event.getSubscribed().getFrameworkId());
        } else if (event.getType() == Event.Type.ERROR
                && SchedulerError.of(event.getError()) == SchedulerError.REMOVED) {
            synchronized (delivery) {
                removed = true;
            }
        }
        tell(() -> listener.event(event));
    }

    private void tell(Runnable message) {
        synchronized (delivery) {
            if (!closed) {
                try {
                    message.run();
                } catch (RuntimeException bug) {
                    LOG.error("The listener failed; the subscription goes on without what it was told", bug);
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (delivery) {
            closed = true;
            delivery.notifyAll();
        }
        subscription.ifPresent(open -> open.end("The client was closed"));
        thread.interrupt();
        // A thread that waits for a socket does not hear of an interrupt.
        http.close();
        try {
            if (thread != Thread.currentThread()) {
                thread.join(THREAD_END.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        detector.close();
    }

    /** What a {@link MesosSchedulerClient} may be given beside the necessary. */
    public static final class Builder {

        private final MasterDetector detector;
        private final Supplier<FrameworkInfo> framework;
        private final SchedulerListener listener;
        private SchedulerTimings timings = SchedulerTimings.defaults();
        private RandomGenerator random = new Random();
        private Authorization authorization = Authorization.none("it has no credentials to give");
        private Optional<SSLContext> tls = Optional.empty();

        private Builder(MasterDetector detector, Supplier<FrameworkInfo> framework, SchedulerListener listener) {
            this.detector = detector;
            this.framework = framework;
            this.listener = listener;
        }

        public Builder timings(SchedulerTimings value) {
            timings = value;
            return this;
        }

        /** For the jitter of the back-off. Used by several threads, so it must be safe for that, as {@link Random} is. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        public Builder authorization(Authorization value) {
            authorization = value;
            return this;
        }

        /** For masters that speak https; without it the JVM's own is taken. */
        public Builder tls(SSLContext value) {
            tls = Optional.of(value);
            return this;
        }

        public MesosSchedulerClient build() {
            return new MesosSchedulerClient(this);
        }
    }
}
