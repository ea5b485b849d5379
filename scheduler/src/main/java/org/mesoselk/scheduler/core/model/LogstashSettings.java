package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.logstash.Fingerprint;
import org.mesoselk.commons.logstash.LogstashTask;

/**
 * What a scheduler of Logstash was started with.
 *
 * @param share what a task takes for its engine
 * @param executor what an executor takes besides its engine
 * @param constraints agents for which one does not hold are left out
 * @param task as every executor gets it: endpoints, and the ports that are 0 in it, are filled in at the launch
 * @param pipelines that the option gave
 * @param killGrace how long an engine may take to bring what is under way to its end
 */
public record LogstashSettings(
        String frameworkName,
        String role,
        Optional<String> newFrameworkId,
        Duration killGrace,
        Resources share,
        Resources executor,
        List<Constraint> constraints,
        LogstashTask task,
        GivenPipelines pipelines)
        implements Settings {

    /** Without pipelines of an option. */
    public LogstashSettings(
            String frameworkName,
            String role,
            Optional<String> newFrameworkId,
            Duration killGrace,
            Resources share,
            Resources executor,
            List<Constraint> constraints,
            LogstashTask task) {
        this(frameworkName, role, newFrameworkId, killGrace, share, executor, constraints, task, GivenPipelines.NONE);
    }

    /** Of all that reaches a collector only with its launch: what its executor is told, and what it takes. */
    public String fingerprint() {
        return Fingerprint.of(List.of(task, share, executor, killGrace.toMillis()));
    }
}
