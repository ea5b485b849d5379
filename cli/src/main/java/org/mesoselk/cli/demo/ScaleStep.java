package org.mesoselk.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.cli.status.Words;

/** One API call, and the wait until it is done, with its times. */
final class ScaleStep {

    /** The first members of the default node set, which may be master. */
    private static final int MASTER_ELIGIBLE = 5;

    private final SchedulerApi api;
    private final ShardsElsewhere shards;
    private final Progress progress;
    private final Deadline deadline;
    private Optional<Duration> ready = Optional.empty();
    private Optional<Duration> dataOnlyEmpty = Optional.empty();
    private Optional<Duration> empty = Optional.empty();

    ScaleStep(SchedulerApi api, ShardsElsewhere shards, Progress progress, Deadline deadline) {
        this.api = api;
        this.shards = shards;
        this.progress = progress;
        this.deadline = deadline;
    }

    /** @param down whether members leave */
    StepTimes run(int nodes, boolean down) throws InterruptedException {
        long began = System.nanoTime();
        api.scale(nodes, false, true);
        try (Progress.Step step = progress.begin("Scaling to " + nodes)) {
            while (true) {
                Duration passed = Duration.ofNanos(System.nanoTime() - began);
                if (down && empty.isEmpty()) {
                    dataOnlyEmpty = dataOnlyEmpty.or(() -> at(Math.max(nodes, MASTER_ELIGIBLE), began));
                    empty = empty.or(() -> at(nodes, began));
                }
                String seen = "";
                try {
                    FrameworkStatus status = api.status();
                    seen = note(status);
                    ready = ready.or(() -> isReady(status, nodes) ? Optional.of(passed) : Optional.empty());
                    if (status.settledAt(nodes) && status.state().equals("green")) {
                        return new StepTimes(nodes, ready.orElse(passed), passed, dataOnlyEmpty, empty);
                    }
                    show(step, status, nodes, down);
                } catch (IOException e) {
                    seen = Failure.words(e);
                }
                if (deadline.passed()) {
                    throw Failure.timedOut("The time is up while scaling to " + nodes + " (" + seen + ")");
                }
                Deadline.pause();
            }
        }
    }

    private Optional<Duration> at(int ordinal, long began) {
        try {
            OptionalInt left = shards.onMembersFrom(ordinal);
            return left.isPresent() && left.getAsInt() == 0
                    ? Optional.of(Duration.ofNanos(System.nanoTime() - began))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isReady(FrameworkStatus status, int nodes) {
        return status.wanted().equals(java.util.OptionalLong.of(nodes))
                && status.ready().equals(java.util.OptionalLong.of(nodes))
                && status.members().size() == nodes;
    }

    private static void show(Progress.Step step, FrameworkStatus status, int nodes, boolean down) {
        long members = status.members().size();
        if (down) {
            step.at(0, 0, (members - nodes) + " of the members have still to leave, " + status.state());
        } else {
            step.at(status.ready().orElse(0), nodes, note(status));
        }
    }

    private static String note(FrameworkStatus status) {
        return Words.readiness(status) + ", " + status.state();
    }
}
