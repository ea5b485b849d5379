package org.mesoselk.cli.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.mesoselk.cli.Deadline;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.status.Words;

/** Waits until the framework has what is wanted. */
final class Recovery {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Supplier<Optional<SchedulerApi>> api;
    private final BooleanSupplier servicesBack;
    private final Witness witness;
    private final Narration narration;

    /** Sees for itself what a scheduler tells: one that was stopped tells what it knew before. */
    interface Witness {
        /** What is not so; empty when everything is. */
        Optional<String> objects(FrameworkStatus status) throws InterruptedException;
    }

    /** @param servicesBack whether all that was hit is back */
    Recovery(Supplier<Optional<SchedulerApi>> api, BooleanSupplier servicesBack, Witness witness, Narration narration) {
        this.api = api;
        this.servicesBack = servicesBack;
        this.witness = witness;
        this.narration = narration;
    }

    /** Empty while no scheduler tells. */
    Optional<FrameworkStatus> status() throws InterruptedException {
        Optional<SchedulerApi> now = api.get();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(now.get().status());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @return why it has not recovered in time; empty when it has */
    Optional<String> await(String before) throws InterruptedException {
        long began = System.nanoTime();
        Deadline deadline = Deadline.after(LIMIT);
        boolean waits = false;
        String seen = "";
        while (true) {
            Optional<FrameworkStatus> status = status();
            boolean back = servicesBack.getAsBoolean();
            boolean told = back && status.filter(Recovery::recovered).isPresent();
            Optional<String> objection = told ? witness.objects(status.orElseThrow()) : Optional.empty();
            if (told && objection.isEmpty()) {
                if (waits) {
                    narration.say("all members are ready and green again after "
                            + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
                }
                return Optional.empty();
            }
            seen = words(status, back) + objection.map(it -> "; but " + it).orElse("");
            if (!waits) {
                narration.say("waits for all members ready and green before " + before + ": " + seen);
                waits = true;
            }
            if (deadline.passed()) {
                return Optional.of("not recovered within " + LIMIT.toMinutes() + " min before " + before + ": " + seen);
            }
            Deadline.pause();
        }
    }

    static boolean recovered(FrameworkStatus status) {
        return status.wanted().isPresent()
                && status.settledAt(status.wanted().getAsLong())
                && status.state().equals("green");
    }

    private static String words(Optional<FrameworkStatus> status, boolean back) {
        String members = status.map(it -> Words.readiness(it) + ", " + it.state()
                        + it.operation()
                                .map(operation -> ", " + Words.operation(operation))
                                .orElse("")
                        + it.waits().stream()
                                .findFirst()
                                .map(wait -> "; " + wait.sentence())
                                .orElse(""))
                .orElse("no scheduler answers");
        return back ? members : members + "; not everything that was hit is back";
    }
}
