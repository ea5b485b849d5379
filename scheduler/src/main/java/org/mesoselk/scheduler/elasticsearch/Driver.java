package org.mesoselk.scheduler.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.mesoselk.scheduler.core.model.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the core wants of Elasticsearch, on a thread of its own, at most one call of each kind at a time. The
 * core asks again each tick until a look shows the effect, so what comes while one is under way, just after one failed,
 * or again just after it was done, is dropped.
 */
public final class Driver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);
    private static final Duration AFTER_SUCCESS = Duration.ofSeconds(1);

    private final Supplier<List<String>> hosts;
    private final BiConsumer<Call, String> failed;
    private final Runnable done;
    private final InstantSource clock;
    private final ElasticsearchHttp http = new ElasticsearchHttp();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(runnable -> {
        Thread made = new Thread(runnable, "elasticsearch-driver");
        made.setDaemon(true);
        return made;
    });
    /** The last call of each kind. */
    private final Map<Class<?>, Last> last = new ConcurrentHashMap<>();

    private int turn;

    /** @param again when the same call may be made again @param other when another of its kind may; far away under way */
    private record Last(Call call, Instant again, Instant other) {
        boolean holdsBack(Call next, Instant now) {
            return now.isBefore(next.equals(call) ? again : other);
        }
    }

    /**
     * @param hosts host:port of members that may answer
     * @param failed told of each call that did not get through, with a sentence
     * @param done told after each call, whatever its outcome
     */
    public Driver(Supplier<List<String>> hosts, BiConsumer<Call, String> failed, Runnable done, InstantSource clock) {
        this.hosts = hosts;
        this.failed = failed;
        this.done = done;
        this.clock = clock;
    }

    /** Returns at once. */
    public void call(Call.ToElasticsearch call) {
        Instant now = clock.instant();
        Last before = last.get(call.getClass());
        if (before != null && before.holdsBack(call, now)) {
            return;
        }
        last.put(call.getClass(), new Last(call, Instant.MAX, Instant.MAX));
        thread.execute(() -> run(call));
    }

    private void run(Call.ToElasticsearch call) {
        Optional<String> failure = attempt(call);
        Instant now = clock.instant();
        last.put(
                call.getClass(),
                failure.isPresent()
                        ? new Last(call, now.plus(AFTER_FAILURE), now.plus(AFTER_FAILURE))
                        : new Last(call, now.plus(AFTER_SUCCESS), now));
        failure.ifPresentOrElse(
                sentence -> {
                    turn++;
                    LOG.warn("{}", sentence);
                    failed.accept(call, sentence);
                },
                () -> LOG.info("Elasticsearch took {}", call));
        done.run();
    }

    private Optional<String> attempt(Call.ToElasticsearch call) {
        List<String> present = hosts.get();
        if (present.isEmpty()) {
            return Optional.of("no member runs that could be told: " + call);
        }
        http.use(present.get(Math.floorMod(turn, present.size())));
        try {
            new ClusterCalls(http).carryOut(call);
            return Optional.empty();
        } catch (AskFailedException | Strict.Unreadable e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the call {} failed", call, e);
            return Optional.of(call + " failed: " + e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        http.close();
    }
}
