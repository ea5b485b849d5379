package org.mesoselk.scheduler;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.mesoselk.commons.mesos.MasterDetector;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.ApiServer;
import org.mesoselk.scheduler.mesos.AgentDirectory;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.options.FrameworkOptions;
import org.mesoselk.scheduler.options.ZooKeeperOptions;
import org.mesoselk.scheduler.runtime.Announcement;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Exit;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Terms;
import org.mesoselk.scheduler.state.Election;
import org.mesoselk.scheduler.state.GuardRecords;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.ZooKeeperConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: its API, its connection to ZooKeeper, its place in the election. What acts is an {@link SchedulerTerm}. */
final class SchedulerRun {
    private static final Logger LOG = LoggerFactory.getLogger("mesos-elk");
    private static final Duration ZOOKEEPER_PATIENCE = Duration.ofSeconds(60);

    private final Framework framework;
    private final FrameworkOptions options;
    private final Clock clock = Clock.systemUTC();
    private final AgentDirectory agents;
    private final MesosTally tally = new MesosTally();
    private final CountDownLatch closed = new CountDownLatch(1);

    SchedulerRun(Framework framework) {
        this.framework = framework;
        this.options = framework.options();
        this.agents = new AgentDirectory(options.mesos().access().master());
    }

    /** Runs until the process ends, whoever leads meanwhile. */
    Exit run() {
        ZooKeeperOptions state = options.zookeeper();
        Board board = new Board(Published.nothingYet(options.firstSpec(), clock.instant()));
        Leadership leadership = new Leadership(board, clock);
        try (CuratorFramework zookeeper = ZooKeeperConnection.open(
                        state.hosts(), state.chroot(), state.session(), ZOOKEEPER_PATIENCE, state.access(), LOG::info);
                MasterDetector masters = MasterDetectors.parse(
                        options.mesos().master(),
                        options.mesos().access().master().tls(),
                        state.access().tls());
                ApiServer api = api(board, leadership)) {
            String records =
                    RecordStore.base(framework.product(), options.mesos().frameworkName());
            new GuardRecords(zookeeper, state.access())
                    .below(records, state.chroot() + records, ZOOKEEPER_PATIENCE, LOG::info);
            String url = options.api().reachedAt(api.port());
            announce(url);
            SchedulerProcess process =
                    new SchedulerProcess(framework, zookeeper, masters, agents, tally, board, leadership, url);
            Thread rehearsal = new Thread(process::rehearse, "rehearsal");
            rehearsal.setDaemon(true);
            rehearsal.start();
            try (Election election = new Election(
                    zookeeper,
                    RecordStore.electionPath(
                            framework.product(), options.mesos().frameworkName()),
                    url,
                    state.session())) {
                Terms terms = new Terms(
                        election,
                        leadership,
                        (electedAt, inbox) -> SchedulerTerm.open(process, electedAt, inbox),
                        clock);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> terminated(terms), "sigterm"));
                return terms.run();
            }
        } catch (StoreUnavailableException | StoreRefusedException | ApiServer.PortTakenException e) {
            return new Exit(1, e.getMessage());
        } catch (IOException e) {
            return new Exit(1, "--api-announce " + options.api().announce().orElseThrow() + " cannot be written: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exit(1, "interrupted");
        } catch (RuntimeException e) {
            LOG.error("the scheduler failed", e);
            return new Exit(1, "the scheduler failed: " + e);
        } finally {
            closed.countDown();
        }
    }

    private ApiServer api(Board board, Leadership leadership) throws ApiServer.PortTakenException {
        return ApiServer.start(
                framework.api(),
                new ApiContext(
                        board,
                        leadership,
                        options.settings(),
                        options.api()::reachedAt,
                        options.executor().jar(),
                        agents::url,
                        tally,
                        options.api().leaderTls()),
                options.api().host(),
                options.api().port(),
                options.api().tls());
    }

    private void announce(String url) throws IOException {
        LOG.info("API at {}", url);
        if (options.api().announce().isPresent()) {
            Announcement.write(options.api().announce().get(), url);
        }
    }

    /** SIGTERM: another one may lead at once, the connections are closed; no task is touched. */
    private void terminated(Terms terms) {
        terms.stop(new Exit(0, "stopped by a signal; every task goes on"));
        try {
            if (!closed.await(15, TimeUnit.SECONDS)) {
                LOG.warn("did not close in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
