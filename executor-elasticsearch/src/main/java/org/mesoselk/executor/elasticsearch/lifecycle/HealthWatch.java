package org.mesoselk.executor.elasticsearch.lifecycle;

import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.executor.elasticsearch.lifecycle.State.Running;
import org.mesoselk.executor.elasticsearch.node.NodeLook;

/** Tells Mesos when a running node stops or begins to be part of its cluster; changes only. */
final class HealthWatch {

    /** One look may fail on a busy machine or during an election; so many in a row mean something. */
    static final int BAD_LOOKS = 3;

    private HealthWatch() {}

    static Step next(Running now, Signal.Looked looked) {
        Assignment assignment = now.assignment();
        Optional<Step> elsewhere = WrongCluster.check(assignment, looked.look());
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (looked.look() instanceof NodeLook.Joined) {
            Running well = new Running(assignment, now.report(), true, 0);
            return now.healthy() ? Step.to(well) : Step.to(well, report(well, "The node is in its cluster again"));
        }
        int bad = now.badLooks() + 1;
        Running ill = new Running(assignment, now.report(), now.healthy() && bad < BAD_LOOKS, bad);
        return now.healthy() && !ill.healthy() ? Step.to(ill, report(ill, reason(looked.look()))) : Step.to(ill);
    }

    private static String reason(NodeLook look) {
        return look instanceof NodeLook.Silent silent
                ? "The node's HTTP API does not answer: " + silent.cause()
                : "The node has no elected master";
    }

    private static Action.Report report(Running now, String sentence) {
        return new Action.Report(
                now.assignment().taskId(),
                TaskState.TASK_RUNNING,
                sentence,
                Optional.of(now.healthy()),
                Optional.of(now.report()));
    }
}
