package org.mesoselk.cli.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.KibanaMember;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.local.Installation;
import org.mesoselk.cli.progress.Progress;

/** Waits until a group has the wanted number of Kibana instances, and each answers. */
public record WaitForInstances(SchedulerApi api, Installation installation, Progress progress, Deadline deadline) {

    /** A scheduler that restarts is silent for a while. */
    private static final Duration SILENCE_PATIENCE = Duration.ofMinutes(2);

    /** @throws Failure when the scheduler stays away, or the time is up */
    public void until(String group, int instances) throws InterruptedException {
        try (Progress.Step step = progress.begin("Scaling Kibana to " + instances)) {
            Deadline silence = Deadline.after(SILENCE_PATIENCE);
            String last = "";
            while (true) {
                try {
                    FrameworkStatus status = api.status();
                    List<KibanaMember> members = KibanaMember.of(status).stream()
                            .filter(member -> member.group().equals(group))
                            .toList();
                    int ready = api.kibanaEndpoints(group).size();
                    silence = Deadline.after(SILENCE_PATIENCE);
                    if (members.size() == instances && ready == instances) {
                        return;
                    }
                    last = reasons(status, members.size(), ready);
                    step.at(ready, Math.max(instances, members.size()), ready + " ready");
                } catch (IOException e) {
                    silent(silence, e);
                }
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up; the scaling to " + instances + " goes on by itself" + last);
                }
                Deadline.pause();
            }
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

    private static String reasons(FrameworkStatus status, int members, int ready) {
        return " (" + ready + " of " + members + " instances are ready)"
                + status.waits().stream().map(wait -> "\n  " + wait.sentence()).collect(Collectors.joining());
    }
}
