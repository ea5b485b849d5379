package org.mesoselk.cli.up;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.status.FrameworkView;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.InstallationStatus;
import org.mesoselk.cli.status.Words;

/** Waits until every wanted member is ready and the cluster green. */
record WaitForCluster(Inspect inspect, Installation installation, Progress progress, Deadline deadline) {

    /** An index may ask for more copies than there are members; then it stays yellow for ever. */
    private static final Duration YELLOW_PATIENCE = Duration.ofMinutes(2);

    InstallationStatus run() throws InterruptedException {
        try (Progress.Step step = progress.begin("Elasticsearch")) {
            Optional<Deadline> yellow = Optional.empty();
            while (true) {
                InstallationStatus status = inspect.now();
                Optional<FrameworkStatus> known =
                        status.framework(Framework.ELASTICSEARCH).status();
                if (known.isPresent()) {
                    FrameworkStatus cluster = known.get();
                    if (complete(cluster) && cluster.state().equals("green")) {
                        return status;
                    }
                    boolean isYellow = complete(cluster) && cluster.state().equals("yellow");
                    yellow = isYellow ? yellow.or(() -> Optional.of(yellowDeadline(cluster))) : Optional.empty();
                    if (yellow.filter(Deadline::passed).isPresent()) {
                        step.done("Some index asks for more copies than there are members to hold them.");
                        return status;
                    }
                    step.at(cluster.ready().orElse(0), cluster.wanted().orElse(0), note(cluster));
                }
                installation.died().ifPresent(sentence -> {
                    throw Failure.failed(sentence);
                });
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up while the cluster still starts" + reasons(status));
                }
                Deadline.pause();
            }
        }
    }

    private static Deadline yellowDeadline(FrameworkStatus cluster) {
        return Deadline.after(cluster.wanted().orElse(0) == 1 ? Duration.ofSeconds(5) : YELLOW_PATIENCE);
    }

    private static boolean complete(FrameworkStatus cluster) {
        return cluster.wanted().isPresent()
                && cluster.wanted().equals(cluster.ready())
                && cluster.operation().isEmpty();
    }

    private static String note(FrameworkStatus cluster) {
        String first = cluster.waits().stream()
                .findFirst()
                .map(wait -> "; " + wait.sentence())
                .orElse("");
        return Words.readiness(cluster) + ", " + cluster.state() + first;
    }

    private static String reasons(InstallationStatus status) {
        FrameworkView.Answer answer = status.framework(Framework.ELASTICSEARCH).answer();
        if (answer instanceof FrameworkView.Known known) {
            return " (" + Words.readiness(known.status()) + ", "
                    + known.status().state() + "); it goes on by itself"
                    + known.status().waits().stream()
                            .map(wait -> "\n  " + wait.sentence())
                            .collect(Collectors.joining());
        }
        return answer instanceof FrameworkView.Unknown unknown ? ": " + unknown.sentence() : "";
    }
}
