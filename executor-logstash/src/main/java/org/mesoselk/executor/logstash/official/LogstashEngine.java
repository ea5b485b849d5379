package org.mesoselk.executor.logstash.official;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.commons.process.ChildProcess;
import org.mesoselk.commons.process.DirectoryLock;
import org.mesoselk.commons.process.ProcessStarter;
import org.mesoselk.commons.process.StopOutcome;
import org.mesoselk.executor.logstash.Engine;
import org.mesoselk.executor.logstash.TakesPipelines;
import org.mesoselk.executor.logstash.official.api.LogstashApi;
import org.mesoselk.executor.logstash.official.api.Look;
import org.mesoselk.executor.logstash.official.console.Console;
import org.mesoselk.executor.logstash.official.console.Heard;
import org.mesoselk.executor.logstash.official.console.LastWords;
import org.mesoselk.executor.logstash.official.judge.Health;
import org.mesoselk.executor.logstash.official.judge.Rollout;
import org.mesoselk.executor.logstash.official.names.NamesFiles;
import org.mesoselk.executor.logstash.official.render.RenderSettings;
import org.mesoselk.executor.logstash.official.render.Template;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that runs an official Logstash: one thread owns all that is known of it, and looks every second. */
public final class LogstashEngine implements Engine, TakesPipelines {

    private static final Logger LOG = LoggerFactory.getLogger(LogstashEngine.class);

    private static final long LOOK_EVERY_MILLIS = 1_000;

    /** Five times what was recorded on a busy machine with two cores. */
    private static final Duration START = Duration.ofMinutes(5);

    /** In looks: sincedbs are written every five seconds, and reading all of /proc takes a while. */
    private static final int SELDOM = 5;

    /** Recorded: 1.5 to 3.4 s with a persisted queue. */
    private static final Duration RESTART_GRACE = Duration.ofSeconds(15);

    private final PreparedLogstash prepared;
    private final SettingsFiles files;
    private final Optional<NamesFiles> names;
    private final DirectoryLock lock;
    private final InstantSource clock;
    private final LogstashApi api;
    private final ProcessStarter starter = new ProcessStarter();
    private final Validator validator;
    private final ExecutorService validating = Executors.newSingleThreadExecutor(work -> daemon("validate", work));
    private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Thread templates;
    private final Thread worker = daemon("logstash", this::work);

    private volatile Consumer<String> failed = cause -> {};
    private volatile List<String> endpoints;
    private volatile LogstashReport report = Reporting.nothingYet();
    private volatile boolean started;
    private volatile Optional<Validation> validation = Optional.empty();

    /** Guarded by {@link #children}. */
    private boolean ending;

    /** Guarded by itself: nothing is started once it is to end. */
    private final Object children = new Object();

    private volatile Optional<ChildProcess> child = Optional.empty();

    // Of the worker alone.

    /** One future for each process: another one asked for later is not done at once, even if the process is. */
    private CompletableFuture<Integer> exit = new CompletableFuture<>();

    private Template template;
    private Rollout rollout;
    private Console console;
    private Heard heard = Heard.NOTHING;
    private Health health;
    private Positions positions = Positions.NONE;
    private int restarts;
    private int looks;

    /**
     * Prepares it.
     *
     * @param names of the default pipeline
     * @param lock of the directory in the registry; released when the engine has stopped
     */
    public LogstashEngine(
            PreparedLogstash prepared, Optional<NamesFiles> names, DirectoryLock lock, InstantSource clock) {
        this.prepared = prepared;
        this.names = names;
        this.lock = lock;
        this.clock = clock;
        this.files = new SettingsFiles(prepared.dirs(), prepared.credentials().user());
        this.api = new LogstashApi(prepared.official().apiPort());
        this.validator = new Validator(prepared, starter);
        this.template = Template.of(prepared.official().pipelines(), prepared.byDefault());
        this.endpoints = prepared.task().endpoints();
        this.templates = daemon(
                "template",
                new TemplateKeeper(
                        prepared.target(),
                        () -> endpoints.stream().map(URI::create).toList()));
    }

    @Override
    public void start(Consumer<String> whenFailed) {
        this.failed = whenFailed;
        templates.start();
        worker.start();
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public String leftBehind() {
        return prepared.official().queueType().equals(OfficialLogstash.PERSISTED)
                ? "What had been read and is not in Elasticsearch is in Logstash's queue on this host, for the next one."
                : Engine.super.leftBehind();
    }

    @Override
    public void endpoints(List<URI> now) {
        List<String> told = now.stream().map(URI::toString).toList();
        orders.add(() -> {
            if (!told.equals(endpoints)) {
                LOG.info("Elasticsearch is at {}", told);
                endpoints = told;
            }
        });
    }

    @Override
    public void pipelines(Map<String, String> now) {
        orders.add(() -> {
            template = Template.of(now, prepared.byDefault());
            rollout = rollout.forgetRefused();
            LOG.info(
                    "Pipelines {} are wanted: {}",
                    template.fingerprint(),
                    template.texts().keySet());
        });
    }

    @Override
    public void validate(Map<String, String> pipelines) {
        String fingerprint = Pipelines.fingerprint(pipelines);
        orders.add(() -> {
            List<String> now = endpoints;
            validation = Optional.of(new Validation(fingerprint, Validation.RUNNING, "Logstash is asked."));
            validating.execute(() -> {
                try {
                    Validation answer = validator.validate(pipelines, now);
                    LOG.info("Pipelines {} are {}: {}", fingerprint, answer.state(), answer.sentence());
                    validation = Optional.of(answer);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        });
    }

    @Override
    public LogstashReport report() {
        return report;
    }

    private void work() {
        try {
            names().refresh();
            files.write(
                    RenderSettings.logstashYml(prepared.task(), prepared.official(), prepared.dirs()),
                    RenderSettings.jvmOptions(
                            prepared.official().heapMb(), prepared.official().jvmOptions(), prepared.dirs()));
            launch();
            while (!hasEnded()) {
                Runnable order = orders.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                for (; order != null; order = orders.poll()) {
                    order.run();
                }
                look();
                if (!started
                        && Duration.between(health.since(), clock.instant()).compareTo(START) > 0) {
                    failed.accept("Logstash has not started its pipelines within " + START.toSeconds() + " s; "
                            + prepared.dirs().console() + " has what it printed.");
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Watching Logstash has ended", e);
            failed.accept(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void launch() throws IOException, InterruptedException {
        rollout = rollout == null
                ? Rollout.start(template, endpoints, clock.instant(), Optional.empty())
                : rollout.startAnew(template, endpoints, clock.instant());
        files.pipelines(rollout.wanted().texts());
        console = new Console(prepared.dirs().console());
        heard = Heard.NOTHING;
        health = Health.started(clock.instant(), health == null ? 0 : health.events());
        synchronized (children) {
            if (!ending) {
                ChildProcess now = starter.start(Launching.spec(prepared, prepared.dirs(), List.of()));
                child = Optional.of(now);
                exit = now.exit();
                LOG.info(
                        "Started {}: pid {}, output in {}",
                        prepared,
                        now.pid(),
                        prepared.dirs().console());
            }
        }
    }

    /** Whether it ended by itself, of which nobody had asked it. */
    private boolean hasEnded() throws IOException {
        synchronized (children) {
            if (ending) {
                return true;
            }
        }
        if (exit.isDone()) {
            int code = exit.join();
            failed.accept(Endings.sentence(
                    code, LastWords.of(console.last()), prepared.official().heapMb()));
            return true;
        }
        return false;
    }

    private void look() throws IOException, InterruptedException {
        heard = heard.and(console.news());
        Look look = api.look();
        Rollout.Seen seen = new Rollout.Seen(
                look instanceof Look.Answered answered ? Optional.of(answered.stats()) : Optional.empty(),
                heard,
                clock.instant());
        Rollout before = rollout;
        rollout = rollout.next(seen);
        if (!rollout.refused().equals(before.refused()) && rollout.refused().isPresent()) {
            LOG.warn(
                    "Pipelines {} are refused: {}",
                    rollout.refused().get().fingerprint(),
                    rollout.refused().get().sentence());
            if (template.fingerprint().equals(rollout.refused().get().fingerprint())) {
                // What ran before is what is wanted again.
                template = rollout.wanted().template();
            }
        }
        if (rollout.takesOthers(seen.at())) {
            rollout = rollout.want(template, endpoints, seen);
        }
        if (!rollout.wanted().equals(before.wanted())) {
            files.pipelines(rollout.wanted().texts());
        }
        health = health.next(look, heard, rollout, clock.instant());
        if (looks++ % SELDOM == 0) {
            positions = Positions.in(prepared.dirs().sincedbs());
            child.ifPresent(ChildProcess::noteDescendants);
        }
        names().refresh();
        report = Reporting.report(health, rollout, positions, restarts, validation, clock.instant());
        started = started || runs();
        restartIfPortIsFree(heard.takenPort());
    }

    /** All of it, or what Logstash runs of it when it does not take the rest. */
    private boolean runs() {
        return rollout.running().isPresent()
                || rollout.refused().isPresent()
                        && (!heard.loads().isEmpty()
                                || report.logstash().orElseThrow().pipelines().stream()
                                        .anyMatch(OfficialReport.Pipeline::runs));
    }

    private Refreshing names() {
        return names.<Refreshing>map(known -> known::refresh).orElse(() -> {});
    }

    private interface Refreshing {
        void refresh() throws IOException;
    }

    private void restartIfPortIsFree(OptionalInt port) throws IOException, InterruptedException {
        if (port.isPresent() && Ports.isFree("0.0.0.0", port.getAsInt())) {
            LOG.warn(
                    "Port {} is free now, and Logstash does not try again by itself: it is started anew",
                    port.getAsInt());
            if (child.isPresent()) {
                StopOutcome outcome = child.get().stop(RESTART_GRACE);
                LOG.info("It ended with code {}", outcome.exitCode());
            }
            restarts++;
            launch();
        }
    }

    @Override
    public boolean stop(Duration grace) throws InterruptedException {
        synchronized (children) {
            ending = true;
        }
        templates.interrupt();
        validating.shutdownNow();
        validator.end();
        boolean isClean = true;
        if (child.isPresent()) {
            StopOutcome outcome = child.get().stop(grace);
            isClean = outcome.killed().isEmpty() && outcome.survivors().isEmpty();
            LOG.info(isClean ? "Logstash ended with code {}" : "Logstash had to be killed ({})", outcome.exitCode());
        }
        worker.interrupt();
        worker.join(RESTART_GRACE.toMillis());
        starter.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of the registry cannot be released: {}", e.getMessage());
        }
        return isClean && queued() == 0;
    }

    /** In the queue on disk or in memory, as was known last. */
    private long queued() {
        return report.logstash().orElseThrow().pipelines().stream()
                .mapToLong(pipeline -> pipeline.eventsIn() - pipeline.eventsOut())
                .sum();
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
