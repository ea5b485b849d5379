package org.mesoselk.scheduler;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.ApiServer;
import org.mesoselk.scheduler.core.elasticsearch.ElasticsearchCore;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.elasticsearch.Driver;
import org.mesoselk.scheduler.elasticsearch.Observer;
import org.mesoselk.scheduler.mesos.AgentDirectory;
import org.mesoselk.scheduler.mesos.FrameworkDescription;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.mesos.MesosSide;
import org.mesoselk.scheduler.options.ElasticsearchOptions;
import org.mesoselk.scheduler.runtime.Announcement;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.CallRouter;
import org.mesoselk.scheduler.runtime.Deciding;
import org.mesoselk.scheduler.runtime.Exit;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Loop;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Readiness;
import org.mesoselk.scheduler.runtime.WhenRecordsChange;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.ZooKeeperConnection;
import org.mesoselk.scheduler.state.ZooKeeperTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together, and takes them apart again in the opposite order. */
final class ElasticsearchScheduler {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");
    private static final Duration ZOOKEEPER_PATIENCE = Duration.ofSeconds(60);

    private final ElasticsearchOptions options;
    private final Clock clock = Clock.systemUTC();
    private final Inbox inbox = new Inbox();
    private final AgentDirectory agents = new AgentDirectory();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    ElasticsearchScheduler(ElasticsearchOptions options) {
        this.options = options;
    }

    Exit run() {
        Thread hook = new Thread(this::terminated, "sigterm");
        try {
            CuratorFramework zookeeper = ZooKeeperConnection.open(
                    options.zookeeper().hosts(), options.zookeeper().chroot(), ZOOKEEPER_PATIENCE, LOG::info);
            opened.push(zookeeper);
            RecordStore store = new RecordStore(
                    new ZooKeeperTree(zookeeper),
                    options.zookeeper().chroot(),
                    options.mesos().frameworkName(),
                    clock);
            Loop loop = assemble(store, records(store));
            Runtime.getRuntime().addShutdownHook(hook);
            return loop.ended().join();
        } catch (StoreUnavailableException | StoreRefusedException | ApiServer.PortTakenException e) {
            return new Exit(1, e.getMessage());
        } catch (IOException e) {
            return new Exit(1, "--api-announce " + options.api().announce().orElseThrow() + " cannot be written: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exit(1, "interrupted");
        } catch (RuntimeException e) {
            LOG.error("the start failed", e);
            return new Exit(1, "the scheduler could not start: " + e);
        } finally {
            close();
        }
    }

    private Records records(RecordStore store) throws StoreUnavailableException {
        Records records = store.takeOver(options.spec().spec());
        boolean first = records.frameworkId().isEmpty() && records.members().isEmpty();
        if (!first && !records.spec().nodeSet().equals(options.spec().spec().nodeSet())) {
            LOG.info(
                    "the stored spec rules (generation {}, {} nodes); the options that describe it (--nodes and so on)"
                            + " count for the first start only",
                    records.spec().generation(),
                    records.spec().nodeSet().count());
        }
        LOG.info(
                "state at {}: {}, {} members, {} wanted",
                store.base(),
                first ? "first start" : "framework " + records.frameworkId().orElse("not yet subscribed"),
                records.members().size(),
                records.spec().nodeSet().count());
        return records;
    }

    private Loop assemble(RecordStore store, Records records) throws ApiServer.PortTakenException, IOException {
        Board board = new Board(new Published(
                clock.instant(),
                true,
                records,
                Memory.initial(clock.instant()),
                List.of(),
                List.of(),
                store.history(),
                Duration.ZERO,
                0));
        String url = api(board);
        MesosSide mesos =
                new MesosSide(plan(url), agents, clock, inbox::put, sentence -> inbox.end(new Exit(1, sentence)));
        SchedulerClient client = MesosSchedulerClient.builder(
                        MasterDetectors.parse(options.mesos().master()),
                        () -> framework(url).info(board.read().records().frameworkId()),
                        mesos)
                .build();
        opened.push(client);
        Observer observer = new Observer(
                () -> Readiness.hosts(board.read().records()),
                () -> Readiness.interval(board.read()),
                view -> inbox.put(new Input.Observed(view)),
                clock);
        opened.push(observer);
        // What the next step waits for is mostly what a new look shows: a member that has stopped, one that has joined.
        board.onPublish(new WhenRecordsChange(observer::kick));
        Driver driver = new Driver(
                () -> Readiness.hosts(board.read().records()),
                (call, sentence) -> inbox.put(new Input.CallFailed(call, sentence)),
                observer::kick,
                clock);
        opened.push(driver);
        Deciding deciding = new Deciding(
                new ElasticsearchCore(),
                options.settings(),
                store,
                records,
                new CallRouter((call, failed) -> mesos.send(client, call, failed), driver::call, inbox),
                inbox,
                board,
                clock);
        Loop loop = new Loop(deciding, inbox);
        loop.start();
        client.start();
        observer.start();
        return loop;
    }

    private String api(Board board) throws ApiServer.PortTakenException, IOException {
        ApiServer api = ApiServer.start(
                new ApiContext(
                        board,
                        inbox,
                        options.settings(),
                        options.api()::reachedAt,
                        options.executor().jar(),
                        agents::url),
                options.api().host(),
                options.api().port());
        opened.push(api);
        String url = options.api().reachedAt(api.port());
        LOG.info("API at {}", url);
        if (options.api().announce().isPresent()) {
            Announcement.write(options.api().announce().get(), url);
        }
        return url;
    }

    private LaunchPlan plan(String url) {
        String executor = options.executor()
                .url()
                .map(Object::toString)
                .orElse(url + "/artifacts/" + options.executor().fileName());
        return new LaunchPlan(
                options.mesos().frameworkName(),
                options.mesos().role(),
                executor,
                options.executor().fileName(),
                options.nodes().url().map(Object::toString),
                options.nodes().javaHome(),
                options.executor().resources(),
                options.pace().killGrace());
    }

    private FrameworkDescription framework(String url) {
        return new FrameworkDescription(
                options.mesos().frameworkName(),
                options.mesos().user(),
                options.mesos().role(),
                options.mesos().failoverTimeout(),
                url,
                options.api().hostname());
    }

    /** SIGTERM: the loop ends, the connections are closed; no task is touched. */
    private void terminated() {
        inbox.end(new Exit(0, "stopped by a signal; every task goes on"));
        try {
            if (!closed.await(15, TimeUnit.SECONDS)) {
                LOG.warn("did not close in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        for (Optional<AutoCloseable> next = next(); next.isPresent(); next = next()) {
            try {
                next.get().close();
            } catch (Exception e) {
                LOG.warn("closing failed: {}", e.toString());
            }
        }
        closed.countDown();
    }

    private Optional<AutoCloseable> next() {
        return Optional.ofNullable(opened.poll());
    }
}
