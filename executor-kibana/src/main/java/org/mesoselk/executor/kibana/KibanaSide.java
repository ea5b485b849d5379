package org.mesoselk.executor.kibana;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mesoselk.commons.kibana.KibanaTask;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.LogTail;
import org.mesoselk.commons.process.StopOutcome;
import org.mesoselk.executor.kibana.console.LastWords;
import org.mesoselk.executor.kibana.guard.Answer;
import org.mesoselk.executor.kibana.lifecycle.Assignment;
import org.mesoselk.executor.kibana.lifecycle.Signal;
import org.mesoselk.executor.kibana.status.Look;
import org.mesoselk.executor.kibana.status.StatusApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be done to Kibana, away from the loop's thread, and signals what came of it. */
final class KibanaSide implements AutoCloseable {

    private static final Duration NOTE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(KibanaSide.class);

    private static final int LAST_LINES = 200;

    /** Kibana prints a line for each request. */
    private static final long CONSOLE_BYTES = 16L << 20;

    /** What a Kibana needs of the outside; tests put fakes here. */
    interface Tools {

        Preparation prepare(KibanaTask task) throws IOException, InterruptedException;

        Answer ask(PreparedKibana kibana);

        ChildProcess start(PreparedKibana kibana) throws IOException, InterruptedException;

        StatusApi api(PreparedKibana kibana);
    }

    private final Tools tools;
    private final Pace pace;
    private final InstantSource clock;
    private final Consumer<Signal> signals;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(KibanaSide::daemon);
    private final Object lock = new Object();
    private final CompletableFuture<PreparedKibana> ready = new CompletableFuture<>();
    /** Completes with the child, or with nothing when it could not be started. */
    private final CompletableFuture<Optional<ChildProcess>> child = new CompletableFuture<>();

    private Optional<List<String>> endpoints = Optional.empty();
    private Instant noteAt = Instant.MIN;
    private volatile boolean looking;

    KibanaSide(Tools tools, Pace pace, InstantSource clock, Consumer<Signal> signals) {
        this.tools = tools;
        this.pace = pace;
        this.clock = clock;
        this.signals = signals;
    }

    void prepare(Assignment assignment) {
        KibanaTask task = assignment.task();
        worker.execute(() -> {
            try {
                Preparation preparation = tools.prepare(task);
                if (preparation instanceof Preparation.Ready prepared) {
                    synchronized (lock) {
                        ready.complete(prepared.kibana());
                        tell(endpoints.orElse(task.endpoints()));
                    }
                    signals.accept(new Signal.Prepared(prepared.version()));
                } else {
                    Preparation.Refused refused = (Preparation.Refused) preparation;
                    signals.accept(new Signal.Unfit(refused.sentences(), refused.version()));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("Preparing Kibana failed", e);
                signals.accept(new Signal.Unfit(List.of("Preparing Kibana failed: " + e), Optional.empty()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Also before all is prepared: what was told last counts. */
    void endpoints(List<String> told) {
        synchronized (lock) {
            endpoints = Optional.of(told);
            if (ready.isDone()) {
                tell(told);
            }
        }
    }

    private void tell(List<String> told) {
        PreparedKibana kibana = ready.join();
        if (kibana.followsEndpoints()) {
            try {
                kibana.relay().tell(told);
            } catch (IllegalArgumentException e) {
                LOG.warn("Ignored endpoints that are no URLs: {}", e.getMessage());
            }
        }
    }

    void ask(boolean again) {
        long pause = again ? pace.asking().toMillis() : 0;
        worker.schedule(
                () -> signals.accept(new Signal.Answered(tools.ask(ready.join()), clock.instant())),
                pause,
                TimeUnit.MILLISECONDS);
    }

    void start() {
        worker.execute(() -> {
            PreparedKibana kibana = ready.join();
            try {
                ChildProcess started = tools.start(kibana);
                child.complete(Optional.of(started));
                LOG.info(
                        "Started Kibana: pid {}, output in {}",
                        started.pid(),
                        kibana.spec().stdout());
                looking = true;
                var unused = started.exit().thenAccept(code -> ended(code, kibana));
                look(tools.api(kibana), started, kibana.spec().stdout());
            } catch (IOException | RuntimeException e) {
                child.complete(Optional.empty());
                signals.accept(new Signal.NotStarted(e.toString()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void ended(int code, PreparedKibana kibana) {
        looking = false;
        Optional<String> words = Optional.empty();
        try {
            words = LastWords.of(LogTail.lastLines(kibana.spec().stdout(), LAST_LINES), kibana.secrets());
        } catch (IOException e) {
            LOG.warn("Cannot read {}: {}", kibana.spec().stdout(), e.getMessage());
        }
        signals.accept(new Signal.KibanaEnded(code, words));
    }

    private void look(StatusApi api, ChildProcess started, Path console) {
        if (!looking) {
            return;
        }
        Duration next = pace.starting();
        try {
            Look look = api.look();
            if (look.isServing()) {
                next = pace.running();
            }
            note(started);
            LogTail.cap(console, CONSOLE_BYTES);
            signals.accept(new Signal.Looked(look, clock.instant()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Looking at Kibana failed", e);
        }
        worker.schedule(() -> look(api, started, console), next.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reading all of /proc takes longer than the look itself where many tasks share a host. */
    private void note(ChildProcess started) {
        Instant now = clock.instant();
        if (!now.isBefore(noteAt)) {
            started.noteDescendants();
            noteAt = now.plus(NOTE);
        }
    }

    /** On a thread of its own, so that a later stop with less grace can overtake an earlier one. */
    void stop(Duration grace) {
        looking = false;
        Runnable stopping = () -> {
            LOG.info("Stopping Kibana within {} s", grace.toMillis() / 1000.0);
            try {
                Optional<ChildProcess> started = child.join();
                String how = started.isEmpty()
                        ? "It had not been started."
                        : how(started.get().stop(grace), grace);
                LOG.info(how);
                signals.accept(new Signal.Stopped(how));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        daemon(stopping).start();
    }

    private static String how(StopOutcome outcome, Duration grace) {
        if (!outcome.survivors().isEmpty()) {
            return "Its processes " + outcome.survivors() + " are there even after SIGKILL.";
        }
        return outcome.killed().isEmpty()
                ? "It ended with exit code " + outcome.exitCode() + "."
                : "It had to be killed after " + grace.toSeconds() + " s.";
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "kibana");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        looking = false;
        worker.shutdownNow();
        if (ready.isDone()) {
            ready.join().relay().close();
        }
    }
}
