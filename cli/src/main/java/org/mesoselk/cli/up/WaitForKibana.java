package org.mesoselk.cli.up;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
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

/** Waits until each Kibana that is wanted answers. */
record WaitForKibana(Inspect inspect, Installation installation, Progress progress, Deadline deadline) {

    /** One that cannot start, for a setting that it refuses, says so in its scheduler's waits and is tried again for ever. */
    private static final Duration PATIENCE_WITHOUT_PROGRESS = Duration.ofMinutes(3);

    InstallationStatus run() throws InterruptedException {
        try (Progress.Step step = progress.begin("Kibana")) {
            Optional<Deadline> stuck = Optional.empty();
            long mostReady = -1;
            while (true) {
                InstallationStatus status = inspect.now();
                Optional<FrameworkStatus> known =
                        status.framework(Framework.KIBANA).status();
                if (known.isPresent()) {
                    FrameworkStatus kibana = known.get();
                    long ready = kibana.ready().orElse(0);
                    if (complete(kibana)) {
                        return status;
                    }
                    if (stuck.isEmpty() || ready > mostReady) {
                        mostReady = ready;
                        stuck = Optional.of(Deadline.after(PATIENCE_WITHOUT_PROGRESS));
                    }
                    if (stuck.get().passed()) {
                        step.done("Not every Kibana answers: " + note(kibana) + ".");
                        return status;
                    }
                    step.at(ready, kibana.wanted().orElse(0), note(kibana));
                }
                installation.died().ifPresent(sentence -> {
                    throw Failure.failed(sentence);
                });
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up while Kibana still starts" + reasons(status));
                }
                Deadline.pause();
            }
        }
    }

    static boolean complete(FrameworkStatus kibana) {
        OptionalLong wanted = kibana.wanted();
        return wanted.isPresent()
                && wanted.equals(kibana.ready())
                && kibana.endpoints().size() == wanted.getAsLong()
                && !kibana.state().equals("unknown");
    }

    private static String note(FrameworkStatus kibana) {
        return Words.readiness(Framework.KIBANA, kibana)
                + kibana.waits().stream()
                        .findFirst()
                        .map(wait -> "; " + wait.sentence())
                        .orElse("");
    }

    private static String reasons(InstallationStatus status) {
        FrameworkView view = status.framework(Framework.KIBANA);
        if (view.answer() instanceof FrameworkView.Unknown unknown) {
            return ": " + unknown.sentence();
        }
        return view.status()
                .map(kibana -> " (" + Words.readiness(Framework.KIBANA, kibana) + "); it goes on by itself"
                        + kibana.waits().stream()
                                .map(wait -> "\n  " + wait.sentence())
                                .collect(Collectors.joining()))
                .orElse("");
    }
}
