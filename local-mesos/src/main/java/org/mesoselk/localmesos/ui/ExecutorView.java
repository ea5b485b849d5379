package org.mesoselk.localmesos.ui;

import java.util.List;

/**
 * One run of an executor as its agent's page shows it.
 *
 * @param command the agent's own, which runs one command task
 * @param completed whether it has ended
 * @param container id of the run
 * @param directory its sandbox, as a path on the agent
 */
public record ExecutorView(
        String frameworkId,
        String frameworkName,
        String id,
        boolean command,
        boolean completed,
        String container,
        String directory,
        Amounts resources,
        List<TaskView> tasks) {}
