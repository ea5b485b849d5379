package org.mesoselk.executor.logstash;

import java.nio.file.Path;
import java.util.Map;

/**
 * This executor's sandbox by both of its names, which differ in a container.
 *
 * @param onHost in the agent's work_dir, absolute; tells where the sandboxes of others are. A container may show it
 *     read-only, or not at all
 * @param here as this executor sees it and writes to it, absolute
 */
record OwnSandbox(Path onHost, Path here) {

    private static final String ON_HOST = "MESOS_DIRECTORY";
    private static final String HERE = "MESOS_SANDBOX";

    /** As the agent tells it; of one that tells neither, the working directory. */
    static OwnSandbox of(Map<String, String> environment) {
        String here = environment.getOrDefault(HERE, environment.getOrDefault(ON_HOST, "."));
        return new OwnSandbox(
                Path.of(environment.getOrDefault(ON_HOST, here)).toAbsolutePath(),
                Path.of(here).toAbsolutePath());
    }
}
