package org.mesoselk.localmesos.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.mesoselk.localmesos.agent.checkpoint.Checkpoints;
import org.mesoselk.localmesos.agent.checkpoint.Recovered;
import org.mesoselk.localmesos.agent.checkpoint.Recovery;
import org.mesoselk.localmesos.agent.checkpoint.SandboxGc;
import org.mesoselk.localmesos.agent.checkpoint.WorkDir;
import org.mesoselk.localmesos.agent.checkpoint.WorkDirLock;
import org.mesoselk.localmesos.agent.docker.Docker;
import org.mesoselk.localmesos.agent.fetch.Fetcher;
import org.mesoselk.localmesos.agent.process.PosixLauncher;
import org.mesoselk.localmesos.agent.updates.UpdateStreams;
import org.mesoselk.localmesos.http.Authentication;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpService;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Mesos agent for one machine: runs executors and command tasks as processes and speaks the v1 executor API to them.
 * Several can live in one JVM, each on its own work directory. Its executors outlive it; an agent that is started on
 * the same work directory takes them up again.
 */
public final class Agent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final long TICK_MILLIS = 200;

    private static final int PORT_ATTEMPTS = 10;
    private static final long PORT_PAUSE_MILLIS = 300;

    /** Mesos' http_heartbeat_interval. */
    private static final long HEARTBEAT_MILLIS = 30_000;

    /** How often old sandboxes are looked for, at least; more often only where they are kept for less. */
    private static final long GC_MILLIS = 600_000;

    /** Mesos' fetcher_stall_timeout. */
    private static final Duration FETCH_STALL = Duration.ofMinutes(1);

    private final AgentOptions options;
    private final MasterLink.Factory links;
    private final InstantSource clock;
    private final AgentLoop loop;
    private final ExecutorService workers;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private AgentContext context;
    private AgentCore core;
    private HttpService http;
    private MasterLink link;
    private WorkDirLock lock;
    private boolean linked;

    public Agent(AgentOptions options) {
        this(options, HttpMasterLink::new, InstantSource.system());
    }

    Agent(AgentOptions options, MasterLink.Factory links, InstantSource clock) {
        this.options = options;
        this.links = links;
        this.clock = clock;
        this.loop = new AgentLoop("agent");
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "agent-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes up what an earlier agent left in the work directory, listens, and begins to look for the master.
     *
     * @throws IOException when the work directory or the port cannot be had; the message says which and why. Close it
     *     then too
     */
    public void start() throws IOException {
        WorkDir dir = new WorkDir(options.workDir());
        lock = WorkDirLock.take(options.workDir());
        Checkpoints checkpoints = new Checkpoints(dir);
        Recovered recovered = Recovery.read(dir);
        AgentInfo.Builder info = AgentInfo.newBuilder()
                .setHostname(options.hostname())
                .addAllResources(ResourceText.resources(options.resources()))
                .addAllAttributes(ResourceText.attributes(options.attributes()));
        recovered.agent().ifPresent(before -> info.setId(before.getId()));
        AgentState state = new AgentState(info.build());
        link = links.create(options, new Listener());
        context = new AgentContext(
                options,
                clock,
                state,
                dir,
                checkpoints,
                new UpdateStreams(options.statusUpdateRetry()),
                new PosixLauncher(
                        workers,
                        new Fetcher(FETCH_STALL, options.security().asClient()),
                        options.docker().map(docker -> new Docker(docker, options.workDir()))),
                loop,
                link::send);
        AgentOperations operations = new AgentOperations(context);
        operations.recover();
        core = new AgentCore(context, operations, this::shutdown);
        AgentRecovery recovery = new AgentRecovery(context);
        recovery.take(recovered.frameworks());
        http = listen(
                recovered.port(),
                new Authentication(
                        new AgentRoutes(options, loop, state, core, clock),
                        options.security(),
                        "mesos-agent",
                        AgentRealms::of));
        state.info = state.info.toBuilder().setPort(http.port()).build();
        checkpoints.port(http.port());
        loop.every(TICK_MILLIS, () -> tick(recovery));
        loop.every(HEARTBEAT_MILLIS, core::heartbeat);
        SandboxGc gc = new SandboxGc(dir, options.gcDelay(), clock);
        loop.every(Math.max(TICK_MILLIS, Math.min(GC_MILLIS, options.gcDelay().toMillis())), () -> {
            Set<Path> live = state.liveSandboxes();
            workers.execute(() -> gc.collect(live));
        });
        loop.execute(() -> tick(recovery));
        LOG.info("agent on {} with work directory {}", http.url(), options.workDir());
    }

    /** Executors that live on know this agent by the port it had. */
    private HttpService listen(Optional<Integer> before, HttpHandler routes) throws IOException {
        for (int attempt = 1; options.port() == 0 && before.isPresent(); attempt++) {
            try {
                return listen(before.get(), routes);
            } catch (IOException e) {
                if (attempt == PORT_ATTEMPTS) {
                    LOG.warn("{}; taking another port, so running executors will not find this agent", e.getMessage());
                    break;
                }
                pause();
            }
        }
        return listen(options.port(), routes);
    }

    private HttpService listen(int port, HttpHandler routes) throws IOException {
        return HttpService.start(options.ip(), port, "agent", options.security().tls(), routes);
    }

    /** Somebody's outgoing connection may have the port just now. */
    private static void pause() throws IOException {
        try {
            Thread.sleep(PORT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the agent's port", e);
        }
    }

    private void tick(AgentRecovery recovery) {
        core.tick(clock.instant());
        if (!linked && recovery.finished()) {
            linked = true;
            link.start();
        }
    }

    private final class Listener implements LinkListener {
        @Override
        public ToMaster.Register register() throws InterruptedException {
            return loop.ask(context.state()::register);
        }

        @Override
        public void received(ToAgent message) {
            loop.execute(() -> core.handle(message));
        }

        @Override
        public void disconnected(String cause) {
            loop.execute(core::disconnected);
        }
    }

    /** {@code http://ip:port}; after {@link #start()}. */
    public String url() {
        return http.url();
    }

    /** The id that the master gave; empty before the first registration. */
    public Optional<String> id() {
        String id = context.state().id();
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** Completes with the reason when the master orders this agent to end, or when it was unregistered: close it then. */
    public CompletableFuture<String> ended() {
        return ended;
    }

    /** Says goodbye to the master and ends all executors in order (a real agent's SIGUSR1); {@link #ended()} tells when. */
    public void unregister() {
        loop.execute(() -> {
            link.send(new ToMaster.Unregister());
            endExecutors("unregistered");
        });
    }

    /** By order of the master, which will not have this agent's id again. */
    private void shutdown(String reason) {
        LOG.info("the master orders this agent to end: {}", reason);
        context.checkpoint("that this agent has ended", context.checkpoints()::forgetAgent);
        endExecutors(reason);
    }

    private void endExecutors(String reason) {
        core.shutdownAll();
        // Else the link, which the master ends now, would be made anew.
        workers.execute(link::close);
        loop.every(TICK_MILLIS, () -> {
            if (context.state().executors().isEmpty()) {
                ended.complete(reason);
            }
        });
    }

    /** Ends the agent; its executors go on running. */
    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
        if (http != null) {
            http.close();
        }
        loop.close();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("launches or kills are still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
