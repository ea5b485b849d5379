package org.mesoselk.cli.up;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.Coverage;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.status.FrameworkView;
import org.mesoselk.cli.status.Inspect;
import org.mesoselk.cli.status.InstallationStatus;
import org.mesoselk.cli.status.Words;

/** Waits until there is a Logstash on each agent that shall have one. */
record WaitForLogstash(Inspect inspect, Installation installation, Progress progress, Deadline deadline) {

    /** An agent may have no room for one; then it waits for ever, and says so. */
    private static final Duration PATIENCE_WITHOUT_PROGRESS = Duration.ofMinutes(2);

    /** @param agents that the installation has: until its scheduler knows as many, it may want too few */
    InstallationStatus run(int agents) throws InterruptedException {
        try (Progress.Step step = progress.begin("Logstash")) {
            Optional<Deadline> stuck = Optional.empty();
            long mostReady = -1;
            while (true) {
                // Before the status: one from before the agents were known says that all of none are covered.
                boolean knowsAgents = knowsAgents(agents);
                InstallationStatus status = inspect.now();
                Optional<FrameworkStatus> known =
                        status.framework(Framework.LOGSTASH).status();
                if (known.isPresent()) {
                    FrameworkStatus logstash = known.get();
                    long ready = logstash.ready().orElse(0);
                    if (knowsAgents && complete(logstash)) {
                        return status;
                    }
                    if (stuck.isEmpty() || ready > mostReady) {
                        mostReady = ready;
                        stuck = Optional.of(Deadline.after(PATIENCE_WITHOUT_PROGRESS));
                    }
                    if (stuck.get().passed()) {
                        step.done("Logs are not collected on every agent: " + note(logstash) + ".");
                        return status;
                    }
                    step.at(ready, logstash.wanted().orElse(0), note(logstash));
                }
                installation.died().ifPresent(sentence -> {
                    throw Failure.failed(sentence);
                });
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up while Logstash still starts" + reasons(status));
                }
                Deadline.pause();
            }
        }
    }

    private boolean knowsAgents(int agents) throws InterruptedException {
        Optional<SchedulerApi> api = installation.api(Framework.LOGSTASH);
        if (api.isEmpty()) {
            return false;
        }
        try {
            Coverage coverage = api.get().coverage();
            return coverage.agents().orElse(0) >= agents;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean complete(FrameworkStatus logstash) {
        OptionalLong wanted = logstash.wanted();
        return wanted.isPresent()
                && wanted.equals(logstash.ready())
                && !logstash.state().equals("unknown");
    }

    private static String note(FrameworkStatus logstash) {
        return Words.readiness(Framework.LOGSTASH, logstash)
                + logstash.waits().stream()
                        .findFirst()
                        .map(wait -> "; " + wait.sentence())
                        .orElse("");
    }

    private static String reasons(InstallationStatus status) {
        FrameworkView view = status.framework(Framework.LOGSTASH);
        if (view.answer() instanceof FrameworkView.Unknown unknown) {
            return ": " + unknown.sentence();
        }
        return view.status()
                .map(logstash -> " (" + Words.readiness(Framework.LOGSTASH, logstash) + "); it goes on by itself"
                        + logstash.waits().stream()
                                .map(wait -> "\n  " + wait.sentence())
                                .collect(Collectors.joining()))
                .orElse("");
    }
}
