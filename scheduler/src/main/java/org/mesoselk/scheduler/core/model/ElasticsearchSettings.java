package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;

/**
 * What a scheduler of Elasticsearch was started with and what does not belong to the spec.
 *
 * @param distribution as tasks get it
 * @param dataRoot directory on the agents under which each member has its own; empty means the sandbox
 * @param networkHost what nodes bind and publish; empty means the agent's own address
 * @param executor what an executor takes besides its node
 * @param killGrace between SIGTERM and SIGKILL of a node
 * @param spreadPatience so long a member waits for an agent without another member before it shares one
 * @param drainTogether so many data-only members leave as one set
 * @param replaceAfter so long a member waits for the agent that has its data before it is made anew elsewhere; empty:
 *     for ever, unless Mesos says that an operator has marked the agent as gone
 * @param newFrameworkId the framework that, once Mesos has removed it, is gone on without: as a new one
 * @param role the framework's Mesos role
 */
public record ElasticsearchSettings(
        String frameworkName,
        Distribution distribution,
        Optional<String> javaHome,
        Optional<String> dataRoot,
        Optional<String> runAs,
        Optional<String> networkHost,
        List<String> jvmOptions,
        Resources executor,
        Duration killGrace,
        Duration spreadPatience,
        int drainTogether,
        Optional<Duration> replaceAfter,
        Optional<String> newFrameworkId,
        String role)
        implements Settings {

    /** Of a framework that is never begun anew and has no role of its own. */
    public ElasticsearchSettings(
            String frameworkName,
            Distribution distribution,
            Optional<String> javaHome,
            Optional<String> dataRoot,
            Optional<String> runAs,
            Optional<String> networkHost,
            List<String> jvmOptions,
            Resources executor,
            Duration killGrace,
            Duration spreadPatience,
            int drainTogether,
            Optional<Duration> replaceAfter) {
        this(
                frameworkName,
                distribution,
                javaHome,
                dataRoot,
                runAs,
                networkHost,
                jvmOptions,
                executor,
                killGrace,
                spreadPatience,
                drainTogether,
                replaceAfter,
                Optional.empty(),
                "*");
    }
}
