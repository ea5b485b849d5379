package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link ExecutorClient} over HTTP and protobuf, on two threads and plain sockets, so that an executor stays small.
 *
 * <p>Silence on the stream means nothing, since agents before Mesos 1.10 send no heartbeats; that an agent is gone
 * shows by the end of the stream, by TCP's own probes, or by a call that cannot be delivered.
 */
public final class MesosExecutorClient implements ExecutorClient {

    /** Mesos' executor_registration_timeout: an agent gives a new executor so long to subscribe. */
    private static final Duration FIRST_SUBSCRIPTION = Duration.ofMinutes(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration THREAD_END = Duration.ofSeconds(5);
    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final int CALL_ATTEMPTS = 3;

    /** An agent that refuses so often in a row does not know the executor any more. */
    private static final int MOST_REFUSALS = 3;

    /** LAUNCH carries one task, so a small limit, in bytes, keeps garbage from filling a small heap. */
    private static final int RECORD_LIMIT = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(MesosExecutorClient.class);

    private enum Ending {
        REFUSED,
        NEVER_UP,
        WAS_UP
    }

    private record Outcome(Ending ending, String cause) {}

    private final ExecutorEnvironment environment;
    private final ExecutorListener listener;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Transport http;
    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final Thread thread = Transport.daemon("mesos-executor-events", this::run);

    /** Held while the listener is told something, so that close() can promise silence. */
    private final Object delivery = new Object();

    private volatile boolean closed;

    // The present subscription, guarded by this.
    private Optional<CallQueue> calls = Optional.empty();
    private Optional<EventStream> stream = Optional.empty();

    public MesosExecutorClient(ExecutorEnvironment environment, ExecutorListener listener) {
        this(environment, listener, new Random(), InstantSource.system());
    }

    /**
     * @param random for jitter and the ids of updates; safe for several threads
     * @param clock for the timestamps of updates
     */
    public MesosExecutorClient(
            ExecutorEnvironment environment, ExecutorListener listener, RandomGenerator random, InstantSource clock) {
        this.environment = environment;
        this.listener = listener;
        this.random = random;
        this.clock = clock;
        Optional<String> authorization = environment.token().map(token -> "Bearer " + token);
        this.http = new SocketTransport(CONNECT_TIMEOUT, () -> authorization, RECORD_LIMIT, environment.tls());
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void update(TaskStatus status) {
        Instant now = clock.instant();
        ByteBuffer uuid = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .flip();
        TaskStatus complete = status.toBuilder()
                .setUuid(ByteString.copyFrom(uuid))
                .setTimestamp(now.getEpochSecond() + now.getNano() / 1e9)
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setExecutorId(ExecutorID.newBuilder().setValue(environment.executorId()))
                .build();
        Call.Update update = Call.Update.newBuilder().setStatus(complete).build();
        synchronized (this) {
            unacknowledged.add(update);
            calls.ifPresent(queue -> send(queue, update));
        }
    }

    private void send(CallQueue queue, Call.Update update) {
        Call call = call(Call.Type.UPDATE).setUpdate(update).build();
        CompletableFuture<Void> unused = queue.add("UPDATE", call.toByteString(), true)
                .thenAccept(result -> {
                    if (result instanceof CallResult.Refused refused) {
                        refused(update, refused);
                    }
                });
    }

    private void refused(Call.Update update, CallResult.Refused refused) {
        if (refused.status() == 400) {
            // It would be refused for ever, with every later subscription.
            LOG.error(
                    "The agent refused {} of task {}, which is lost: {}",
                    update.getStatus().getState(),
                    update.getStatus().getTaskId().getValue(),
                    refused.sentence());
            unacknowledged.forget(update.getStatus().getUuid());
        } else {
            drop("the agent refused an update: " + refused.status() + " " + refused.sentence());
        }
    }

    @Override
    public void message(byte[] data) {
        Call call = call(Call.Type.MESSAGE)
                .setMessage(Call.Message.newBuilder().setData(ByteString.copyFrom(data)))
                .build();
        synchronized (this) {
            calls.ifPresent(queue -> {
                CompletableFuture<CallResult> unused = queue.add("MESSAGE", call.toByteString(), false);
            });
        }
    }

    @Override
    public boolean awaitAcknowledged(Duration timeout) throws InterruptedException {
        return unacknowledged.awaitNone(timeout);
    }

    private Call.Builder call(Call.Type type) {
        return Call.newBuilder()
                .setType(type)
                .setExecutorId(ExecutorID.newBuilder().setValue(environment.executorId()))
                .setFrameworkId(FrameworkID.newBuilder().setValue(environment.frameworkId()));
    }

    private void run() {
        long lost = System.nanoTime();
        Duration patience = environment.checkpoint() ? environment.recoveryTimeout() : FIRST_SUBSCRIPTION;
        int refusals = 0;
        String lastCause = "";
        try {
            while (!closed) {
                Outcome outcome = subscription();
                refusals = outcome.ending() == Ending.REFUSED ? refusals + 1 : 0;
                if (outcome.ending() == Ending.WAS_UP) {
                    lost = System.nanoTime();
                    patience = environment.checkpoint() ? environment.recoveryTimeout() : Duration.ZERO;
                }
                Duration left = patience.minusNanos(System.nanoTime() - lost);
                if (left.isNegative() || left.isZero() || refusals >= MOST_REFUSALS) {
                    tell(() -> listener.abandoned(outcome.cause()));
                    return;
                }
                Duration pause = Duration.ofMillis(
                        random.nextLong(environment.maxBackoff().toMillis() + 1));
                // While an agent is away there is an attempt each second or so: only what is new is worth a line.
                if (!closed && !outcome.cause().equals(lastCause)) {
                    LOG.warn("{}. Trying again for another {} s", outcome.cause(), left.toSeconds());
                }
                lastCause = outcome.cause();
                Thread.sleep(Math.min(pause.toMillis(), left.toMillis()));
            }
        } catch (InterruptedException ended) {
            // Only close() interrupts.
        }
    }

    private Outcome subscription() throws InterruptedException {
        CallQueue queue = new CallQueue(
                "mesos-executor-calls",
                call -> http.call(environment.agent(), call, Optional.empty(), CALL_TIMEOUT),
                CALL_ATTEMPTS,
                random,
                this::drop);
        boolean up = false;
        ByteString subscribe;
        synchronized (this) {
            // What is updated from here on is not part of SUBSCRIBE, and waits in the queue.
            subscribe = call(Call.Type.SUBSCRIBE)
                    .setSubscribe(unacknowledged.subscribe())
                    .build()
                    .toByteString();
            calls = Optional.of(queue);
        }
        try {
            Transport.Reply reply = http.subscribe(environment.agent(), subscribe, CALL_TIMEOUT);
            if (reply.stream().isEmpty()) {
                return new Outcome(
                        refuses(reply.status()) ? Ending.REFUSED : Ending.NEVER_UP,
                        "The agent at %s refused the subscription: %d %s"
                                .formatted(environment.agent(), reply.status(), reply.sentence()));
            }
            synchronized (this) {
                stream = reply.stream();
            }
            LOG.info("Subscribed at {} as {}", environment.agent(), environment.executorId());
            queue.open();
            up = true;
            return new Outcome(Ending.WAS_UP, events(reply.stream().get()));
        } catch (IOException | RuntimeException failure) {
            return new Outcome(
                    up ? Ending.WAS_UP : Ending.NEVER_UP,
                    "No subscription at %s: %s".formatted(environment.agent(), Failures.clause(failure)));
        } finally {
            synchronized (this) {
                stream.ifPresent(open -> open.close("it is over"));
                stream = Optional.empty();
                calls = Optional.empty();
            }
            queue.end("The subscription ended");
        }
    }

    /** 404 is no refusal: an agent that is starting listens for a while before it knows its own paths. */
    private static boolean refuses(int status) {
        return status >= 400 && status < 500 && status != 404;
    }

    /** @return why the stream ended, as a sentence */
    private String events(EventStream records) throws InterruptedException {
        while (true) {
            EventStream.Next next = records.next(FOREVER);
            if (next instanceof EventStream.Ended ended) {
                return "The subscription at %s ended: %s".formatted(environment.agent(), ended.cause());
            }
            if (next instanceof EventStream.Arrived arrived) {
                try {
                    handle(Event.parseFrom(arrived.bytes()));
                } catch (InvalidProtocolBufferException garbage) {
                    return "The agent at %s sent an event that cannot be read: %s"
                            .formatted(environment.agent(), garbage.getMessage());
                }
            }
        }
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case HEARTBEAT -> LOG.debug("The agent is there");
            case ACKNOWLEDGED -> unacknowledged.acknowledged(event.getAcknowledged());
            default -> {
                unacknowledged.launched(event);
                tell(() -> listener.event(event));
            }
        }
    }

    private void drop(String cause) {
        synchronized (this) {
            stream.ifPresent(open -> open.close(cause));
        }
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
        }
        thread.interrupt();
        http.close();
        try {
            if (thread != Thread.currentThread()) {
                thread.join(THREAD_END.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
