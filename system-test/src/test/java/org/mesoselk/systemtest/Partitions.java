package org.mesoselk.systemtest;

import static org.mesoselk.systemtest.Fault.BRIEF;
import static org.mesoselk.systemtest.Fault.DELAYED;
import static org.mesoselk.systemtest.Fault.FLAPPING;
import static org.mesoselk.systemtest.Fault.LOST_BACK;
import static org.mesoselk.systemtest.Fault.LOST_THERE;
import static org.mesoselk.systemtest.Fault.SILENT;
import static org.mesoselk.systemtest.Link.AGENT_EXECUTOR;
import static org.mesoselk.systemtest.Link.MASTER_AGENT;
import static org.mesoselk.systemtest.Link.SCHEDULER_MASTER;
import static org.mesoselk.systemtest.Link.SCHEDULER_ZOOKEEPER;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The partition matrix: every link by every fault, and the part of it that each build runs. */
final class Partitions {

    /** {@code -Pmatrix} sets it. */
    private static final boolean ALL = Boolean.getBoolean("matrix.all");

    /** {@code -Dmatrix.rest=true}, beside {@code -Pmatrix}: without those that each build runs anyway. */
    private static final boolean REST = Boolean.getBoolean("matrix.rest");

    /** To run again what failed: {@code -Dmatrix.only="between master and agent"}. */
    private static final String ONLY = System.getProperty("matrix.only", "");

    /** Each link and each fault is here, and of those that take a minute only the ones that differ most. */
    static final Set<Partition> CHOSEN = Set.of(
            new Partition(SCHEDULER_MASTER, LOST_BACK),
            new Partition(SCHEDULER_MASTER, DELAYED),
            new Partition(SCHEDULER_ZOOKEEPER, SILENT),
            new Partition(SCHEDULER_ZOOKEEPER, FLAPPING),
            new Partition(MASTER_AGENT, BRIEF),
            new Partition(MASTER_AGENT, SILENT),
            new Partition(MASTER_AGENT, LOST_THERE),
            new Partition(AGENT_EXECUTOR, SILENT));

    private Partitions() {}

    static List<Partition> toRun() {
        List<Partition> cells = new ArrayList<>();
        for (Link link : Link.values()) {
            for (Fault fault : Fault.values()) {
                Partition cell = new Partition(link, fault);
                boolean chosen = CHOSEN.contains(cell);
                if (isPossible(cell)
                        && (chosen ? !REST : ALL)
                        && cell.toString().contains(ONLY)) {
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    /** An agent and its executors share a host: loopback is never late. */
    private static boolean isPossible(Partition cell) {
        return cell.link() != AGENT_EXECUTOR || cell.fault() != DELAYED;
    }
}
