package org.mesoselk.executor.logstash.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashReport;

/** Everything that can happen to this executor, from Mesos or from its engine. */
public sealed interface Signal {

    record Launch(Assignment assignment) implements Signal {}

    /** A LAUNCH whose data makes no sense. */
    record BadLaunch(String taskId, String sentence) implements Signal {}

    /** @param grace from the KILL event's own kill policy, which overrides the task's */
    record Kill(String taskId, Optional<Duration> grace) implements Signal {}

    /** The agent, or whoever sent SIGTERM, wants this executor to end within {@code grace}. */
    record Shutdown(String cause, Duration grace) implements Signal {}

    /** The agent did not come back. */
    record Abandoned(String cause) implements Signal {}

    /** Where Elasticsearch is now. */
    record Endpoints(List<String> endpoints) implements Signal {}

    /** These pipelines are to run now. */
    record Pipelines(Map<String, String> pipelines) implements Signal {}

    /** Whether the engine would take these. */
    record Validate(Map<String, String> pipelines) implements Signal {}

    /** The engine only has to be started. */
    record Prepared() implements Signal {}

    /** @param faults a sentence each, with the remedy */
    record Unfit(List<String> faults) implements Signal {}

    record Looked(LogstashReport report, Instant at) implements Signal {}

    /** The engine cannot go on, and nobody had asked it to end. */
    record EngineFailed(String cause) implements Signal {}

    /** Nothing of the engine runs any more. */
    record Stopped(String how, Optional<LogstashReport> last) implements Signal {}
}
