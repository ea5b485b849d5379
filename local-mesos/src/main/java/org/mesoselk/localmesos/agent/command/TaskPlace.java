package org.mesoselk.localmesos.agent.command;

import java.io.IOException;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerStatus;

/** Where the processes of one task run: an executor's own container, or one nested in it. */
interface TaskPlace {

    /**
     * Starts a command as the task's user; its environment and folder are those of the task.
     *
     * @throws IOException saying what is missing
     */
    Process start(CommandInfo command) throws IOException;

    /** Starts a command that looks at the task, in the same place; what it writes goes to the executor's stderr. */
    Process check(CommandInfo command) throws IOException;

    /** SIGTERM to all processes of the task. */
    void terminate();

    /** SIGKILL to all that are left. */
    void kill() throws InterruptedException;

    /** The task's command has ended: what it left behind is killed, unless all of the container ends now. */
    void left();

    /**
     * What an update says of the container; empty: the agent knows.
     *
     * @param pid of the task's command while it lives
     */
    Optional<ContainerStatus> status(Optional<Long> pid);
}
