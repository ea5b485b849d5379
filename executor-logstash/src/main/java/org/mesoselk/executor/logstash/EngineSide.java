package org.mesoselk.executor.logstash;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.executor.logstash.lifecycle.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares, starts, watches and stops the engine, each on a thread of its own; tells by signals. */
final class EngineSide {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSide.class);

    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Preparing preparing;
    private final InstantSource clock;
    private final Consumer<Signal> signals;
    private final CompletableFuture<Engine> engine = new CompletableFuture<>();
    private volatile boolean looking = true;
    private volatile Optional<String> launchedWith = Optional.empty();

    /** Makes an engine that only has to be started, or says why not. */
    interface Preparing {
        Preparation prepare(LogstashTask task) throws IOException, InterruptedException;
    }

    EngineSide(Preparing preparing, InstantSource clock, Consumer<Signal> signals) {
        this.preparing = preparing;
        this.clock = clock;
        this.signals = signals;
    }

    void prepare(LogstashTask task) {
        launchedWith = task.settings();
        daemon("prepare", () -> {
            try {
                Preparation outcome = preparing.prepare(task);
                if (outcome instanceof Preparation.Ready ready) {
                    engine.complete(ready.engine());
                    signals.accept(new Signal.Prepared());
                } else {
                    signals.accept(new Signal.Unfit(((Preparation.Refused) outcome).sentences()));
                }
            } catch (IOException e) {
                signals.accept(new Signal.Unfit(List.of(e.getMessage() == null ? e.toString() : e.getMessage())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void start() {
        engine.join().start(cause -> signals.accept(new Signal.EngineFailed(cause)));
        daemon("look", () -> {
            try {
                while (looking) {
                    if (engine.join().isStarted()) {
                        signals.accept(new Signal.Looked(report(), clock.instant()));
                    }
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void endpoints(List<String> told) {
        engine.join().endpoints(told.stream().map(URI::create).toList());
    }

    void pipelines(Map<String, String> told) {
        reconfigure(pipelines -> pipelines.pipelines(told));
    }

    void validate(Map<String, String> told) {
        reconfigure(pipelines -> pipelines.validate(told));
    }

    private void reconfigure(Consumer<TakesPipelines> order) {
        if (engine.join() instanceof TakesPipelines pipelines) {
            order.accept(pipelines);
        } else {
            LOG.warn("Ignored pipelines: this engine runs none");
        }
    }

    void stop(Duration grace) {
        looking = false;
        daemon("stop", () -> {
            LOG.info("Stopping within {} s", grace.toMillis() / 1000.0);
            try {
                boolean isDelivered = engine.join().stop(grace);
                signals.accept(new Signal.Stopped(
                        isDelivered
                                ? "All that had been read is in Elasticsearch."
                                : engine.join().leftBehind(),
                        Optional.of(report())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private LogstashReport report() {
        return engine.join().report().withSettings(launchedWith);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
