package org.mesoselk.systemtest;

import static org.mesoselk.systemtest.Component.AGENT;
import static org.mesoselk.systemtest.Component.AGENT_LOST;
import static org.mesoselk.systemtest.Component.ELASTICSEARCH;
import static org.mesoselk.systemtest.Component.EXECUTOR;
import static org.mesoselk.systemtest.Component.LEADER;
import static org.mesoselk.systemtest.Component.LEADING_MASTER;
import static org.mesoselk.systemtest.Component.MASTER;
import static org.mesoselk.systemtest.Component.SCHEDULER;
import static org.mesoselk.systemtest.Component.STANDBY;
import static org.mesoselk.systemtest.Component.ZOOKEEPER;
import static org.mesoselk.systemtest.Phase.BETWEEN_KILL_AND_CLEAR;
import static org.mesoselk.systemtest.Phase.DRAINING;
import static org.mesoselk.systemtest.Phase.ROLLING_IN;
import static org.mesoselk.systemtest.Phase.SCALING_UP;
import static org.mesoselk.systemtest.Phase.STEADY;
import static org.mesoselk.systemtest.Signal.KILL;
import static org.mesoselk.systemtest.Signal.STOP;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The kill matrix: every component at every phase by every signal, and the third of it that each build runs. */
final class Cells {

    /** {@code -Pmatrix} sets it. */
    private static final boolean ALL = Boolean.getBoolean("matrix.all");

    /** {@code -Dmatrix.rest=true}, beside {@code -Pmatrix}: without those that each build runs anyway. */
    private static final boolean REST = Boolean.getBoolean("matrix.rest");

    /** To run again what failed: {@code -Dmatrix.only="SIGKILL of the executor"}. */
    private static final String ONLY = System.getProperty("matrix.only", "");

    /**
     * Each component, signal and phase is here. Kills fall where a record and the world can differ most: on the member that
     * leaves or comes, and on whoever has just written that it does. Stops fall where somebody wakes up who was replaced.
     */
    static final Set<Cell> CHOSEN = Set.of(
            new Cell(ELASTICSEARCH, KILL, STEADY),
            new Cell(ELASTICSEARCH, KILL, DRAINING),
            new Cell(ELASTICSEARCH, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(ELASTICSEARCH, STOP, ROLLING_IN),
            new Cell(EXECUTOR, KILL, DRAINING),
            new Cell(EXECUTOR, KILL, ROLLING_IN),
            new Cell(EXECUTOR, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(EXECUTOR, STOP, STEADY),
            new Cell(AGENT, KILL, SCALING_UP),
            new Cell(AGENT, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(AGENT, STOP, ROLLING_IN),
            new Cell(AGENT, STOP, DRAINING),
            new Cell(AGENT_LOST, KILL, STEADY),
            new Cell(AGENT_LOST, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(AGENT_LOST, STOP, STEADY),
            new Cell(LEADER, KILL, DRAINING),
            new Cell(LEADER, KILL, ROLLING_IN),
            new Cell(LEADER, STOP, BETWEEN_KILL_AND_CLEAR),
            new Cell(LEADER, STOP, SCALING_UP),
            new Cell(SCHEDULER, KILL, SCALING_UP),
            new Cell(SCHEDULER, KILL, DRAINING),
            new Cell(SCHEDULER, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(SCHEDULER, STOP, DRAINING),
            new Cell(STANDBY, KILL, STEADY),
            new Cell(MASTER, KILL, ROLLING_IN),
            new Cell(MASTER, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(MASTER, STOP, SCALING_UP),
            new Cell(LEADING_MASTER, KILL, SCALING_UP),
            new Cell(LEADING_MASTER, KILL, BETWEEN_KILL_AND_CLEAR),
            new Cell(LEADING_MASTER, STOP, DRAINING),
            new Cell(ZOOKEEPER, KILL, DRAINING),
            new Cell(ZOOKEEPER, KILL, SCALING_UP),
            new Cell(ZOOKEEPER, STOP, BETWEEN_KILL_AND_CLEAR));

    private Cells() {}

    /** In an order in which each phase begins with the members that the one before leaves. */
    static List<Cell> of(Component... components) {
        List<Cell> cells = new ArrayList<>();
        for (Component component : components) {
            for (Signal signal : Signal.values()) {
                for (Phase phase : Phase.values()) {
                    Cell cell = new Cell(component, signal, phase);
                    boolean chosen = CHOSEN.contains(cell);
                    if ((chosen ? !REST : ALL) && cell.toString().contains(ONLY)) {
                        cells.add(cell);
                    }
                }
            }
        }
        return cells;
    }
}
