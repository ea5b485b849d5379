package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Optional;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Wait;

/**
 * Elasticsearch 5 is run as a single node: it cannot take a vote away from a master that leaves. Where its executors have not told
 * the version, the one of a second member refuses to start.
 */
final class SingleNodeLine {

    private SingleNodeLine() {}

    static Optional<Wait> veto(Records records, Memory memory, int count) {
        return count == 1
                ? Optional.empty()
                : versions(records, memory)
                        .filter(version -> version.startsWith("5."))
                        .findFirst()
                        .map(version -> new Wait(
                                "single-node-line",
                                "elasticsearch",
                                "Elasticsearch " + version + " is run as a single node only, so " + count
                                        + " members cannot be had: a distribution of 8.x can have more"));
    }

    private static Stream<String> versions(Records records, Memory memory) {
        return records.members().values().stream()
                .flatMap(member -> member.task().stream())
                .map(TaskRef::id)
                .flatMap(id -> Optional.ofNullable(memory.reports().get(id)).stream())
                .flatMap(report -> report.version().stream());
    }
}
