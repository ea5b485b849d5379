package org.mesoselk.executor.kibana.lifecycle;

import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.kibana.KibanaTask;

/** What the scheduler is told of Kibana, beside the state of its task. */
final class Reports {

    private Reports() {}

    static Action.Report report(Assignment assignment, Facts facts, TaskState state, String sentence) {
        return report(assignment, facts, state, sentence, Optional.empty());
    }

    static Action.Report report(
            Assignment assignment, Facts facts, TaskState state, String sentence, Optional<Boolean> healthy) {
        return new Action.Report(
                assignment.taskId(), state, sentence, healthy, Optional.of(of(assignment.task(), facts)));
    }

    private static KibanaReport of(KibanaTask task, Facts facts) {
        return new KibanaReport(
                facts.version(), facts.elasticsearch(), PublicAddress.of(task), facts.status(), task.fingerprint());
    }
}
