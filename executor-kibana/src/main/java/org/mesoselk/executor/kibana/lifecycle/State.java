package org.mesoselk.executor.kibana.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** Where this executor is in the life of its one task. */
public sealed interface State {

    record Idle() implements State {}

    /** @param ending set once the task is to end: preparing is not interrupted, its result is dropped */
    record Preparing(Assignment assignment, Optional<Ending> ending) implements State {}

    /** Prepared; Elasticsearch is asked for its version. @param waiting what it said last; absent before the first answer */
    record Judging(Assignment assignment, Facts facts, Optional<Waiting> waiting) implements State {}

    /** @param waiting what the last look showed; absent before the first */
    record Starting(Assignment assignment, Facts facts, Optional<Waiting> waiting) implements State {}

    /** @param since when this reason was first seen; @param told whether Mesos has been told of it */
    record Waiting(String reason, Instant since, boolean told) {}

    /** @param badSince since when each look shows what no page can be served with */
    record Running(Assignment assignment, Facts facts, boolean healthy, Optional<Instant> badSince) implements State {}

    record Stopping(Assignment assignment, Facts facts, Ending ending) implements State {}

    record Done(int exitCode) implements State {}
}
