package org.mesoselk.executor.logstash.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskState;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.executor.logstash.lifecycle.State.Running;
import org.mesoselk.executor.logstash.lifecycle.State.Told;

/** When Mesos is told how the engine is: at once, then now and then, and sooner when something has changed. */
final class Telling {

    /** Each is an update that the scheduler has to acknowledge, and that agents keep until then. */
    static final Duration EVERY = Duration.ofSeconds(30);

    /** Elasticsearch may come and go quickly. */
    static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

    private Telling() {}

    static Step next(Running now, Signal.Looked looked) {
        if (now.told().isPresent() && !isDue(now.told().get(), looked)) {
            return Step.to(now);
        }
        LogstashReport report = looked.report();
        return Step.to(
                new Running(now.assignment(), Optional.of(new Told(report, looked.at()))),
                new Action.Report(
                        now.assignment().taskId(),
                        TaskState.TASK_RUNNING,
                        sentence(report),
                        Optional.of(report.lastError().isEmpty()),
                        Optional.of(report)));
    }

    private static boolean isDue(Told told, Signal.Looked looked) {
        Duration since = Duration.between(told.at(), looked.at());
        LogstashReport before = told.report();
        LogstashReport report = looked.report();
        boolean changed = before.lastError().isPresent() != report.lastError().isPresent()
                || before.deadLetters() != report.deadLetters()
                || !answers(before).equals(answers(report));
        return since.compareTo(changed ? AT_MOST_EVERY : EVERY) >= 0 || since.isNegative();
    }

    /** What the scheduler has asked for and waits to be told. */
    private static List<Object> answers(LogstashReport report) {
        return report.logstash()
                .map(official -> List.<Object>of(
                        official.running(), official.applying(), official.refused(), official.validation()))
                .orElse(List.of());
    }

    private static String sentence(LogstashReport report) {
        return report.lastError()
                .orElseGet(() -> "Collecting from " + report.files() + " files, " + report.lagBytes()
                        + " bytes of them not yet in Elasticsearch");
    }
}
