package org.mesoselk.systemtest;

import java.nio.file.Path;
import java.util.List;

/**
 * A hand on the processes of a Mesos, whichever it is: what an external program is asked for, and nothing that only
 * local-mesos could do. What this Mesos cannot be asked for aborts the test with the reason, so that it counts as
 * skipped.
 */
interface Control extends AutoCloseable {

    /**
     * An agent.
     *
     * @param number as the other verbs take it
     * @param address host:port of its HTTP
     */
    record Agent(int number, String address, Path workDir) {}

    /** A master: its number, and host:port. */
    record Master(int number, String address) {}

    /** {@code zk://host:port/path}, or the URL of a master. */
    String masterUrl();

    /** Those that are there to be asked, also when they have just been killed. */
    List<Master> masters();

    List<Agent> agents();

    /**
     * Sends a signal to an agent.
     *
     * @param signal such as KILL, after which the end is waited for, STOP or CONT
     */
    void killAgent(int number, String signal);

    /** Starts it on its old address and work directory. */
    void startAgent(int number);

    /**
     * Sends a signal to a master.
     *
     * @param signal as for {@link #killAgent}
     */
    void killMaster(int number, String signal);

    void startMaster(int number);

    /** Another agent in the place of one whose host is lost with its disk. */
    void replaceAgent(int number);

    /** Starts again what has ended by itself, unless another watches over it. */
    void supervise();

    @Override
    void close();
}
