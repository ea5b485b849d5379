package org.mesoselk.executor.logstash.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashReport;

/** Where this executor is in the life of its one task. */
public sealed interface State {

    record Idle() implements State {}

    /**
     * @param endpoints that came meanwhile
     * @param later what else came meanwhile and is to be done once the engine is started
     * @param ending set once the task is to end: preparing is not interrupted, its result is dropped
     */
    record Preparing(
            Assignment assignment, Optional<List<String>> endpoints, List<Action> later, Optional<Ending> ending)
            implements State {}

    /** @param told what Mesos has heard last; empty before the first look */
    record Running(Assignment assignment, Optional<Told> told) implements State {}

    record Told(LogstashReport report, Instant at) {}

    record Stopping(Assignment assignment, Ending ending) implements State {}

    record Done(int exitCode) implements State {}
}
