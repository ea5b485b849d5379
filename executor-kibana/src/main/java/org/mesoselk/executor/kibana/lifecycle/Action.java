package org.mesoselk.executor.kibana.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.kibana.KibanaReport;

/** What the executor is to do next; the outcome comes back as a {@link Signal}. */
public sealed interface Action {

    /** @param report empty when the task could not be read */
    record Report(
            String taskId, TaskState state, String sentence, Optional<Boolean> healthy, Optional<KibanaReport> report)
            implements Action {}

    /** Preflight and rendering; leads to Prepared or Unfit. */
    record Prepare(Assignment assignment) implements Action {}

    /** Asks Elasticsearch for its version, after a pause when it is not the first time; leads to Answered. */
    record Ask(boolean again) implements Action {}

    /** Starts the prepared Kibana and begins to look at it. */
    record Start() implements Action {}

    /** Leads to Stopped. A second one while the first is under way shortens the grace. */
    record Stop(Duration grace) implements Action {}

    record TellEndpoints(List<String> endpoints) implements Action {}

    /** A line for the log: what happened needs nothing done. */
    record Note(String sentence) implements Action {}

    /** Wait for Mesos' acknowledgements, then end this program. */
    record Exit(int code) implements Action {}
}
