package org.mesoselk.localmesos.agent.process;

import java.util.function.Consumer;

/** Starts and destroys containers without making its caller wait; it answers on threads of its own. */
public interface Launcher {

    /** {@code done} is told once; when it {@link LaunchResult.Started started}, its {@code end} completes later. */
    void launch(Launch launch, Consumer<LaunchResult> done);

    /** Kills everything that lives in the container, then runs {@code done}. */
    void destroy(ProcessId leader, Runnable done);
}
