package org.mesoselk.cli.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.status.Words;

/** Waits until a cluster has the wanted number of nodes, showing what is still to be moved. */
public record WaitForScale(SchedulerApi api, Installation installation, Progress progress, Deadline deadline) {

    /** A scheduler that restarts is silent for a while. */
    private static final Duration SILENCE_PATIENCE = Duration.ofMinutes(2);

    /**
     * @throws Failure when the target is changed meanwhile, the scheduler stays away, or the time is up
     */
    public void until(int nodes) throws InterruptedException {
        try (Progress.Step step = progress.begin("Scaling Elasticsearch to " + nodes)) {
            Deadline silence = Deadline.after(SILENCE_PATIENCE);
            String last = "";
            long total = 0;
            while (true) {
                try {
                    FrameworkStatus status = api.status();
                    silence = Deadline.after(SILENCE_PATIENCE);
                    if (status.settledAt(nodes) && !status.state().equals("red")) {
                        return;
                    }
                    requireWanted(status, nodes);
                    last = reasons(status);
                    step.at(
                            status.ready().orElse(0),
                            Math.max(nodes, status.members().size()),
                            note(status));
                } catch (IOException e) {
                    silent(silence, e);
                }
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up; the scaling to " + nodes + " goes on by itself" + last);
                }
                Deadline.pause();
            }
        }
    }

    /** How many members have still to come or to go. */
    private static long left(FrameworkStatus status, int nodes) {
        long tooMany = status.members().size() - nodes;
        return tooMany > 0 ? tooMany : Math.max(0, nodes - status.ready().orElse(0));
    }

    private static void requireWanted(FrameworkStatus status, int nodes) {
        if (status.wanted().isPresent() && status.wanted().getAsLong() != nodes) {
            throw Failure.failed("Somebody has changed the target meanwhile: "
                    + status.wanted().getAsLong() + " nodes are wanted now, not " + nodes);
        }
    }

    private void silent(Deadline silence, IOException e) {
        installation.died().ifPresent(sentence -> {
            throw Failure.failed(sentence);
        });
        if (silence.passed()) {
            throw Failure.failed("The scheduler at " + api.address() + " does not answer (see elk status)", e);
        }
    }

    private static String note(FrameworkStatus status) {
        String drain = status.operation().map(Words::drain).orElse("");
        return (drain.isEmpty() ? Words.readiness(status) : drain) + ", " + status.state();
    }

    private static String reasons(FrameworkStatus status) {
        return " (" + note(status) + ")"
                + status.waits().stream().map(wait -> "\n  " + wait.sentence()).collect(Collectors.joining());
    }
}
