package org.mesoselk.localmesos.agent.process;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Starts and destroys containers without making its caller wait; it answers on threads of its own. */
public interface Launcher {

    /** {@code done} is told once; when it {@link LaunchResult.Started started}, its {@code end} completes later. */
    void launch(Launch launch, Consumer<LaunchResult> done);

    /**
     * Kills everything that lives in the container, then runs {@code done}.
     *
     * @param docker name of the container that the leader is Docker's client for
     */
    void destroy(ProcessId leader, Optional<String> docker, Runnable done);

    /**
     * Removes those containers of Docker that an agent before this one has left, but for those that are known. Its caller
     * waits: a container that is launched meanwhile would be taken for one of them.
     *
     * @param known names
     */
    void removeAllBut(Set<String> known);
}
