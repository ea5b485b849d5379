package org.mesoselk.executor.logstash.forwarder.event;

import java.util.Optional;

/**
 * What is told of where a line comes from, beside the file.
 *
 * @param host of the agent, as Mesos knows it
 * @param agentId the agent that this executor runs on
 * @param sandbox empty for a file that belongs to no sandbox
 */
public record Origin(String host, String agentId, Optional<Sandbox> sandbox) {

    /**
     * The container that wrote it, and for whom.
     *
     * @param agentId the agent that the container ran on: of an earlier life of this host, perhaps
     * @param frameworkName unknown when the agent does not tell
     * @param taskId unknown when several tasks share the container
     * @param stream stdout or stderr
     */
    public record Sandbox(
            String agentId,
            String frameworkId,
            Optional<String> frameworkName,
            String executorId,
            String containerId,
            Optional<String> taskId,
            Optional<String> taskName,
            String stream) {}
}
