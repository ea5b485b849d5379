package org.mesoselk.scheduler;

import java.time.Clock;
import org.apache.curator.framework.CuratorFramework;
import org.mesoselk.commons.mesos.MasterDetector;
import org.mesoselk.scheduler.mesos.AgentDirectory;
import org.mesoselk.scheduler.mesos.MesosTally;
import org.mesoselk.scheduler.options.FrameworkOptions;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.ZooKeeperTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives a term.
 *
 * @param url of this process' API
 */
record SchedulerProcess(
        Framework framework,
        CuratorFramework zookeeper,
        MasterDetector masters,
        AgentDirectory agents,
        MesosTally tally,
        Board board,
        Leadership leadership,
        String url) {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerProcess.class);

    FrameworkOptions options() {
        return framework.options();
    }

    RecordStore store() {
        return new RecordStore(
                new ZooKeeperTree(zookeeper),
                options().zookeeper().chroot(),
                framework.product(),
                options().mesos().frameworkName(),
                Clock.systemUTC());
    }

    /**
     * Finds the master and reads the records, and does nothing with either: a cold JVM would need a second for it, in
     * the moment when nobody leads. Whatever goes wrong is said when it counts.
     */
    void rehearse() {
        try {
            masters.detect();
            store().look();
        } catch (StoreUnavailableException | StoreRefusedException e) {
            LOG.debug("rehearsal: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
