package org.mesoselk.scheduler.api;

import java.util.Optional;
import java.util.function.Function;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Links to the sandboxes of tasks. */
public final class Sandboxes {

    private Sandboxes() {}

    /** URL at the agent; its path only while the agent's address is not known. @param agentUrls by agent id */
    public static String of(TaskRef task, String frameworkId, Function<String, Optional<String>> agentUrls) {
        String path = "/frameworks/" + frameworkId + "/executors/" + task.id() + "/runs/latest";
        return agentUrls
                .apply(task.agent().id())
                .map(url -> url + "/files/browse?path=" + path)
                .orElse(path);
    }
}
