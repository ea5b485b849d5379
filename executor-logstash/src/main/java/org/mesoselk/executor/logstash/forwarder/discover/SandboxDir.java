package org.mesoselk.executor.logstash.forwarder.discover;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container's folder on the agent's disk, as its place there tells whose it is.
 *
 * @param child the container of one task of a group, inside the executor's own
 * @param linkedTask the task that the executor's folder links to this child
 * @param files stdout and stderr, rotated ones included
 */
record SandboxDir(
        Path directory,
        String agentId,
        String frameworkId,
        String executorId,
        String run,
        Optional<String> child,
        Optional<String> linkedTask,
        List<Listing.Entry> files) {

    String containerId() {
        return child.orElse(run);
    }
}
