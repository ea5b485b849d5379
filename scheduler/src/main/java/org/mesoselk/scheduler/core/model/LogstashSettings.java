package org.mesoselk.scheduler.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param image what executors run in, if not on the bare host; only to tell collectors of another image
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
        GivenPipelines pipelines,
        Optional<String> image)
        implements Settings {

    /** On the bare host. */
    public LogstashSettings(
            String frameworkName,
            String role,
            Optional<String> newFrameworkId,
            Duration killGrace,
            Resources share,
            Resources executor,
            List<Constraint> constraints,
            LogstashTask task,
            GivenPipelines pipelines) {
        this(
                frameworkName,
                role,
                newFrameworkId,
                killGrace,
                share,
                executor,
                constraints,
                task,
                pipelines,
                Optional.empty());
    }

    /** Without pipelines of an option, on the bare host. */
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
        // Without an image it is what it was before there were images, and no collector is outdated by that.
        return Fingerprint.of(Stream.concat(Stream.of(task, share, executor, killGrace.toMillis()), image.stream())
                .toList());
    }
}
