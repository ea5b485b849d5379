package org.mesoselk.executor.elasticsearch.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.NodeReport;

/** Where this executor is in the life of its one task. */
public sealed interface State {

    record Idle() implements State {}

    /**
     * @param seeds addresses that came while the files were not there yet
     * @param ending set once the task is to end: preparing is not interrupted, its result is dropped
     */
    record Preparing(Assignment assignment, Optional<List<String>> seeds, Optional<Ending> ending) implements State {}

    /** @param waiting what the node's last look showed; absent before the first */
    record Starting(Assignment assignment, Optional<Waiting> waiting) implements State {}

    /** @param since when this reason was first seen; @param told whether Mesos has been told of it */
    record Waiting(String reason, Instant since, boolean told) {}

    /** @param badLooks how many looks in a row showed no node in a cluster */
    record Running(Assignment assignment, NodeReport report, boolean healthy, int badLooks) implements State {}

    record Stopping(Assignment assignment, Ending ending) implements State {}

    record Done(int exitCode) implements State {}
}
