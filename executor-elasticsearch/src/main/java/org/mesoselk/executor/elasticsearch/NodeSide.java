package org.mesoselk.executor.elasticsearch;

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
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.LogTail;
import org.mesoselk.commons.process.StopOutcome;
import org.mesoselk.executor.elasticsearch.lifecycle.Assignment;
import org.mesoselk.executor.elasticsearch.lifecycle.Signal;
import org.mesoselk.executor.elasticsearch.node.DataOnDisk;
import org.mesoselk.executor.elasticsearch.node.LastWords;
import org.mesoselk.executor.elasticsearch.node.NodeApi;
import org.mesoselk.executor.elasticsearch.node.NodeLook;
import org.mesoselk.executor.elasticsearch.render.SeedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be done to the node, away from the loop's thread, and signals what came of it. */
final class NodeSide implements AutoCloseable {

    private static final Duration NOTE_STARTING = Duration.ofSeconds(2);
    private static final Duration NOTE_RUNNING = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(NodeSide.class);

    private static final int LAST_LINES = 400;

    /** Elasticsearch keeps its own rolled log; this is only what it also prints. */
    private static final long CONSOLE_BYTES = 16L << 20;

    /** What a node needs of the outside; tests put fakes here. */
    interface Tools {

        Preparation prepare(ElasticsearchTask task) throws IOException, InterruptedException;

        ChildProcess start(PreparedNode node) throws IOException, InterruptedException;

        NodeApi api(ElasticsearchTask task);
    }

    /**
     * How often to look at a node that is starting, and at one that runs. Each look takes from the start: who starts for
     * long is looked at more seldom, and found to have joined a fortieth of its start later at most.
     */
    record Pace(Duration starting, Duration running) {
        private static final int PART = 40;
        private static final Duration MOST = Duration.ofSeconds(1);

        Duration starting(Duration since) {
            Duration part = since.dividedBy(PART);
            Duration most = part.compareTo(MOST) < 0 ? part : MOST;
            return most.compareTo(starting) < 0 ? starting : most;
        }
    }

    private final Tools tools;
    private final Pace pace;
    private final InstantSource clock;
    private final Consumer<Signal> signals;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(NodeSide::daemon);

    private volatile boolean looking;

    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    private Instant noteAt = Instant.MIN;
    private boolean noteJoined;
    /** Completes with the child, or with nothing when it could not be started. */
    private final CompletableFuture<Optional<ChildProcess>> child = new CompletableFuture<>();

    private record Ready(ElasticsearchTask task, PreparedNode node) {}

    NodeSide(Tools tools, Pace pace, InstantSource clock, Consumer<Signal> signals) {
        this.tools = tools;
        this.pace = pace;
        this.clock = clock;
        this.signals = signals;
    }

    void prepare(Assignment task) {
        worker.execute(() -> {
            try {
                Preparation preparation = tools.prepare(task.node());
                if (preparation instanceof Preparation.Ready ready) {
                    this.ready.complete(new Ready(task.node(), ready.node()));
                    signals.accept(new Signal.Prepared(ready.data()));
                } else {
                    Preparation.Refused refused = (Preparation.Refused) preparation;
                    signals.accept(new Signal.Unfit(refused.sentences(), refused.data()));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("Preparing the node failed", e);
                signals.accept(new Signal.Unfit(List.of("Preparing the node failed: " + e), HasData.UNKNOWN));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void start() {
        worker.execute(() -> {
            PreparedNode node = ready.join().node();
            try {
                ChildProcess started = tools.start(node);
                child.complete(Optional.of(started));
                LOG.info(
                        "Started Elasticsearch: pid {}, output in {}",
                        started.pid(),
                        node.spec().stdout());
                var unused = started.exit()
                        .thenAccept(code -> ended(code, node.spec().stdout()));
                NodeApi api = tools.api(ready.join().task());
                looking = true;
                look(api, started, node, clock.instant());
            } catch (IOException | RuntimeException e) {
                child.complete(Optional.empty());
                signals.accept(new Signal.NotStarted(e.toString(), DataOnDisk.in(node.data())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void ended(int code, Path console) {
        looking = false;
        Optional<String> words = Optional.empty();
        try {
            words = LastWords.of(LogTail.lastLines(console, LAST_LINES));
        } catch (IOException e) {
            LOG.warn("Cannot read {}: {}", console, e.getMessage());
        }
        signals.accept(new Signal.NodeEnded(code, words));
    }

    private void look(NodeApi api, ChildProcess started, PreparedNode node, Instant since) {
        if (!looking) {
            return;
        }
        Duration next = pace.starting(Duration.between(since, clock.instant()));
        try {
            NodeLook look = api.look();
            boolean joined = look instanceof NodeLook.Joined;
            if (joined) {
                next = pace.running();
            }
            note(started, joined);
            LogTail.cap(node.spec().stdout(), CONSOLE_BYTES);
            signals.accept(new Signal.Looked(look, clock.instant()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Looking at the node failed", e);
        }
        worker.schedule(() -> look(api, started, node, since), next.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reading all of /proc takes longer than the look itself where many nodes share a host. The launcher has started its
     * server long before the node joins, and starts nothing after that.
     */
    private void note(ChildProcess started, boolean joined) {
        Instant now = clock.instant();
        if (!now.isBefore(noteAt) || joined && !noteJoined) {
            started.noteDescendants();
            noteAt = now.plus(joined ? NOTE_RUNNING : NOTE_STARTING);
            noteJoined = joined;
        }
    }

    void writeSeeds(List<String> hosts) {
        Path file = ready.join().node().seedFile();
        try {
            SeedFile.write(file, hosts);
            LOG.info("Wrote {} seed addresses: {}", hosts.size(), hosts);
        } catch (IOException e) {
            LOG.error("Cannot write {}; the node keeps the seed addresses that it has", file, e);
        }
    }

    /** On a thread of its own, so that a later stop with less grace can overtake an earlier one. */
    void stop(Duration grace) {
        looking = false;
        Runnable stopping = () -> {
            LOG.info("Stopping Elasticsearch within {} s", grace.toMillis() / 1000.0);
            try {
                Optional<ChildProcess> started = child.join();
                if (started.isEmpty()) {
                    stopped("It had not been started.", List.of());
                } else {
                    StopOutcome outcome = started.get().stop(grace);
                    stopped(how(outcome, grace), outcome.survivors());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        daemon(stopping).start();
    }

    private void stopped(String how, List<Long> survivors) {
        LOG.info(how);
        HasData left = survivors.isEmpty() ? DataOnDisk.in(ready.join().node().data()) : HasData.UNKNOWN;
        signals.accept(new Signal.Stopped(how, left));
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
        Thread thread = new Thread(task, "node");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        looking = false;
        worker.shutdownNow();
    }
}
