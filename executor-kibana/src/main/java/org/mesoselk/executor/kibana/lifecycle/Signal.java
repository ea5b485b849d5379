package org.mesoselk.executor.kibana.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.executor.kibana.guard.Answer;
import org.mesoselk.executor.kibana.status.Look;

/** Everything that can happen to this executor, from Mesos or from its Kibana. */
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

    /** All is in place to start Kibana. */
    record Prepared(String version) implements Signal {}

    /** @param faults a sentence each, with the remedy; @param version of the distribution, if it was found */
    record Unfit(List<String> faults, Optional<String> version) implements Signal {}

    /** What Elasticsearch says of its version. */
    record Answered(Answer answer, Instant at) implements Signal {}

    record Looked(Look look, Instant at) implements Signal {}

    /** Kibana ended and nobody had asked it to. */
    record KibanaEnded(int exitCode, Optional<String> lastWords) implements Signal {}

    /** Kibana could not even be started. */
    record NotStarted(String cause) implements Signal {}

    /** No process of Kibana's is left. */
    record Stopped(String how) implements Signal {}
}
