package org.mesoselk.executor.logstash.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.logstash.LogstashReport;

/** What the executor is to do next; the outcome comes back as a {@link Signal}. */
public sealed interface Action {

    record Report(
            String taskId, TaskState state, String sentence, Optional<Boolean> healthy, Optional<LogstashReport> report)
            implements Action {}

    /** Preflight; leads to Prepared or Unfit. */
    record Prepare(Assignment assignment) implements Action {}

    /** Starts the prepared engine and begins to look at it. */
    record Start() implements Action {}

    record Endpoints(List<String> endpoints) implements Action {}

    record Pipelines(Map<String, String> pipelines) implements Action {}

    record Validate(Map<String, String> pipelines) implements Action {}

    /** Leads to Stopped. A second one while the first is under way shortens the grace. */
    record Stop(Duration grace) implements Action {}

    /** A line for the log: what happened needs nothing done. */
    record Note(String sentence) implements Action {}

    /** Wait for Mesos' acknowledgements, then end this program. */
    record Exit(int code) implements Action {}
}
