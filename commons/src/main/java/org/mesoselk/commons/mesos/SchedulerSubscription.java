package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscription from SUBSCRIBE to its end. {@link #run} is called once; {@link #send} and {@link #end} from any thread. */
final class SchedulerSubscription {

    /**
     * How it ended.
     *
     * @param healthy whether it was up and nothing but its end went wrong: the next attempt need not hold back
     * @param cause a sentence
     * @param refused whether the master did not take the credentials
     */
    record Outcome(boolean healthy, String cause, boolean refused) {
        Outcome(boolean healthy, String cause) {
            this(healthy, cause, false);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerSubscription.class);
    private static final String PATH = "/api/v1/scheduler";
    private static final int LONGEST_SHOWN = 200;

    /** Mesos' DEFAULT_HEARTBEAT_INTERVAL, should a master not say. */
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(15);

    /** Whatever a master says: a dead one must be noticed some day. */
    private static final Duration LONGEST_HEARTBEAT = Duration.ofMinutes(10);

    private final Transport http;
    private final SchedulerTimings timings;
    private final RandomGenerator random;
    private final String credentialsRemedy;
    private final FrameworkInfo framework;
    private final Consumer<Event> events;

    private Optional<EventStream> stream = Optional.empty();
    private Optional<CallQueue> calls = Optional.empty();
    private Optional<String> endCause = Optional.empty();
    private FrameworkID id;

    /**
     * @param credentialsRemedy what to look at when the master does not take the credentials
     * @param framework with the id when there is one already
     */
    SchedulerSubscription(
            Transport http,
            SchedulerTimings timings,
            RandomGenerator random,
            String credentialsRemedy,
            FrameworkInfo framework,
            Consumer<Event> events) {
        this.http = http;
        this.timings = timings;
        this.random = random;
        this.credentialsRemedy = credentialsRemedy;
        this.framework = framework;
        this.events = events;
        this.id = framework.getId();
    }

    /** Subscribes at {@code master}, or where it redirects to, and hands out events until the subscription ends. */
    Outcome run(URI master) throws InterruptedException {
        URI uri = master.resolve(PATH);
        try {
            for (int redirects = 0; redirects <= timings.maxRedirects(); redirects++) {
                LOG.info("Subscribing at {}", uri);
                Transport.Reply reply = http.subscribe(uri, subscribe(), timings.callTimeout());
                if (reply.stream().isPresent()) {
                    return stream(uri, reply.stream().get(), reply.streamId());
                }
                if (reply.status() == 401 || reply.status() == 403) {
                    return new Outcome(false, refusal(uri, reply), true);
                }
                if (!reply.redirects() || reply.location().isEmpty()) {
                    return failed("The master at %s refused the subscription: %d %s"
                            .formatted(whence(uri, master), reply.status(), reply.sentence()));
                }
                uri = redirected(uri, reply.location().get());
            }
        } catch (IOException failure) {
            return failed("No subscription at %s: %s%s"
                    .formatted(whence(uri, master), Failures.clause(failure), tlsHint(uri, failure)));
        }
        return failed("More than %d redirects, the last one to %s".formatted(timings.maxRedirects(), uri));
    }

    private static String whence(URI uri, URI master) {
        return uri.equals(master.resolve(PATH)) ? uri.toString() : uri + " (where " + master + " redirects to)";
    }

    private String refusal(URI uri, Transport.Reply reply) {
        String said = reply.sentence().isEmpty() ? "" : ": " + reply.sentence();
        return reply.status() == 401
                ? "The master at %s does not take the credentials (401%s); %s".formatted(uri, said, credentialsRemedy)
                : "The master at %s forbids this framework to subscribe (403%s); %s"
                        .formatted(uri, said, credentialsRemedy);
    }

    /** A server that waits for TLS answers plain HTTP with nothing, or with bytes that are no HTTP. */
    private static String tlsHint(URI uri, IOException failure) {
        String said = String.valueOf(failure.getMessage());
        return uri.getScheme().equals("http") && (said.contains("without an answer") || said.contains("is not HTTP"))
                ? "; does this master want TLS?"
                : "";
    }

    private static Outcome failed(String cause) {
        return new Outcome(false, cause);
    }

    /** The master gives a scheme-relative address: {@code //host:port/master/api/v1/scheduler}. */
    private static URI redirected(URI from, String location) throws IOException {
        URI to;
        String shown = "'" + location.substring(0, Math.min(location.length(), LONGEST_SHOWN)) + "'";
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException unreadable) {
            throw new IOException("it redirects to " + shown + ", which is not an address");
        }
        boolean isHttp = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
        boolean isDowngrade = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
        if (!isHttp || isDowngrade || to.getHost() == null || to.getPort() == 0 || to.getPort() > 65535) {
            throw new IOException("it redirects to " + shown + ", where this client will not follow");
        }
        return to;
    }

    private ByteString subscribe() {
        Call.Builder call = Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(framework));
        if (framework.hasId()) {
            // Mesos wants it in both places.
            call.setFrameworkId(framework.getId());
        }
        return call.build().toByteString();
    }

    private Outcome stream(URI uri, EventStream records, Optional<String> streamId) throws InterruptedException {
        if (streamId.isEmpty()) {
            records.close("it is not used");
            return failed("What answers at %s is no Mesos master: it gave no %s".formatted(uri, Transport.STREAM_ID));
        }
        synchronized (this) {
            stream = Optional.of(records);
            endCause.ifPresent(records::close);
        }
        boolean healthy = false;
        String cause = "The client was closed";
        try {
            Duration silence = timings.callTimeout();
            while (true) {
                EventStream.Next next = records.next(silence);
                if (next instanceof EventStream.Silent) {
                    cause = "Nothing was heard from the master at %s for %s, not even a heartbeat"
                            .formatted(uri, MesosDuration.print(silence));
                    break;
                }
                if (next instanceof EventStream.Ended ended) {
                    cause = "The subscription at %s ended: %s".formatted(uri, ended.cause());
                    break;
                }
                Event event = Event.parseFrom(((EventStream.Arrived) next).bytes());
                if (event.getType() == Event.Type.SUBSCRIBED) {
                    silence = subscribed(uri, streamId, event.getSubscribed());
                    healthy = true;
                } else if (event.getType() == Event.Type.ERROR) {
                    healthy = false;
                }
                if (event.getType() != Event.Type.HEARTBEAT) {
                    events.accept(event);
                }
            }
        } catch (InvalidProtocolBufferException garbage) {
            healthy = false;
            cause = "The master at %s sent an event that cannot be read: %s".formatted(uri, garbage.getMessage());
        } finally {
            end(cause);
        }
        return new Outcome(healthy, cause);
    }

    /** @return how long the master may be silent from now on */
    private Duration subscribed(URI uri, Optional<String> streamId, Event.Subscribed event) {
        synchronized (this) {
            id = event.getFrameworkId();
            if (calls.isEmpty()) {
                CallQueue queue = new CallQueue(
                        "mesos-scheduler-calls",
                        call -> http.call(uri, call, streamId, timings.callTimeout()),
                        timings.callAttempts(),
                        random,
                        this::drop);
                calls = Optional.of(queue);
                queue.open();
            }
        }
        LOG.info("Subscribed at {} as framework {}", uri, event.getFrameworkId().getValue());
        return heartbeat(event.getHeartbeatIntervalSeconds()).multipliedBy(timings.missedHeartbeats());
    }

    static Duration heartbeat(double seconds) {
        long millis = Math.round(seconds * 1000);
        return millis > 0 ? Duration.ofMillis(Math.min(millis, LONGEST_HEARTBEAT.toMillis())) : DEFAULT_HEARTBEAT;
    }

    private void drop(String cause) {
        synchronized (this) {
            endCause = endCause.or(() -> Optional.of(cause));
            stream.ifPresent(open -> open.close(cause));
        }
    }

    CompletableFuture<CallResult> send(Call call) {
        CallQueue queue;
        Call complete;
        synchronized (this) {
            if (calls.isEmpty()) {
                // A new framework has no id yet either.
                return CompletableFuture.completedFuture(
                        new CallResult.Undelivered("The framework is not subscribed yet"));
            }
            queue = calls.get();
            complete = call.toBuilder().setFrameworkId(id).build();
        }
        return queue.add(call.getType().name(), complete.toByteString(), isRepeatable(call.getType()));
    }

    /** Whether a master that gets the call twice does the same as if it came once. */
    private static boolean isRepeatable(Call.Type type) {
        return switch (type) {
            case ACCEPT, MESSAGE, REQUEST, TEARDOWN -> false;
            default -> true;
        };
    }

    /** Ends it: the result of every call is known when this returns, and {@link #run} returns soon. */
    void end(String cause) {
        drop(cause);
        Optional<CallQueue> queue;
        synchronized (this) {
            queue = calls;
        }
        queue.ifPresent(open -> open.end(cause));
    }
}
