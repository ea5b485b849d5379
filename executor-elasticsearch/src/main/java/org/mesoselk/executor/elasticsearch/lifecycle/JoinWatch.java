package org.mesoselk.executor.elasticsearch.lifecycle;

import java.time.Duration;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Running;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Starting;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Waiting;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

/** Watches a node until it is in the cluster that it was told to join. */
final class JoinWatch {

    /** A start passes through its stages in less; what lasts longer is worth telling the scheduler. */
    static final Duration TELL_AFTER = Duration.ofSeconds(30);

    private JoinWatch() {}

    static Step next(Starting now, Signal.Looked looked) {
        Assignment assignment = now.assignment();
        Optional<Step> elsewhere = WrongCluster.check(assignment, looked.look());
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (looked.look() instanceof NodeLook.Joined joined) {
            NodeReport report = Reports.joined(assignment.node(), joined);
            return Step.to(
                    new Running(assignment, report, true, 0),
                    new Action.Report(
                            assignment.taskId(),
                            TaskState.TASK_RUNNING,
                            "Elasticsearch " + joined.version() + " has joined the cluster "
                                    + assignment.node().clusterName() + " (" + joined.clusterUuid() + ")",
                            Optional.of(true),
                            Optional.of(report)));
        }
        return waiting(now, looked);
    }

    private static Step waiting(Starting now, Signal.Looked looked) {
        String reason = looked.look() instanceof NodeLook.Silent
                ? "Waiting for Elasticsearch's HTTP API on "
                        + Reports.httpAddress(now.assignment().node())
                : "Waiting for an elected master: the node has not joined a cluster yet";
        Waiting before = now.waiting()
                .filter(last -> last.reason().equals(reason))
                .orElse(new Waiting(reason, looked.at(), false));
        boolean tell = !before.told() && !looked.at().isBefore(before.since().plus(TELL_AFTER));
        Starting next =
                new Starting(now.assignment(), Optional.of(new Waiting(reason, before.since(), before.told() || tell)));
        return tell
                ? Step.to(next, Lifecycle.report(now.assignment().taskId(), TaskState.TASK_STARTING, reason))
                : Step.to(next);
    }
}
