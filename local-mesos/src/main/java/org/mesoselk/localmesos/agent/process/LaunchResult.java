package org.mesoselk.localmesos.agent.process;

import java.util.concurrent.CompletableFuture;

/** What became of a {@link Launch}. */
public sealed interface LaunchResult {

    /**
     * It runs.
     *
     * @param end completes with the raw wait status when the leader has ended and nothing of the container lives
     */
    record Started(ProcessId process, CompletableFuture<Integer> end) implements LaunchResult {}

    /** Nothing runs; the sentence is for the framework. */
    record Failed(String sentence) implements LaunchResult {}
}
