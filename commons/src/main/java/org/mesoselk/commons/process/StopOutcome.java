package org.mesoselk.commons.process;

import java.util.List;

/**
 * How a child came to its end.
 *
 * @param exitCode of the child itself; 128 + n after signal n
 * @param killed pids that had to be killed with SIGKILL because the grace was over
 * @param survivors pids that are there even after SIGKILL (stuck in the kernel)
 */
public record StopOutcome(int exitCode, List<Long> killed, List<Long> survivors) {}
