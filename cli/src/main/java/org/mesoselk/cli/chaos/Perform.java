package org.mesoselk.cli.chaos;

import java.util.Optional;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.api.SchedulerApi;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.Installation;

/** Does the steps of a script, as far as the cluster bears them. */
final class Perform {

    static final String RULE =
            "At most one member at a time is killed or stopped, by its Elasticsearch or its executor;"
                    + " the next one when all were ready and green again; and only while 3 or more are ready, so that two"
                    + " copies and the quorum stay. Everything else is hit whenever the script says so.";

    private static final int LEAST_READY = 3;

    private final Installation installation;
    private final FindTarget find;
    private final Keeper keeper;
    private final Recovery recovery;
    private final Cluster cluster;
    private final Narration narration;
    private boolean memberHit;
    private int done;

    Perform(
            Installation installation,
            FindTarget find,
            Keeper keeper,
            Recovery recovery,
            Cluster cluster,
            Narration narration) {
        this.installation = installation;
        this.find = find;
        this.keeper = keeper;
        this.recovery = recovery;
        this.cluster = cluster;
        this.narration = narration;
    }

    /** How many steps have hit something or changed the number of members. */
    int done() {
        return done;
    }

    /** @return what has gone wrong for good, so that no more should be done */
    Optional<String> step(Step step) throws InterruptedException {
        boolean nextMember =
                step instanceof Step.Fault fault && fault.component().takesMember() && memberHit;
        if (step.settled() || nextMember) {
            Optional<String> stuck = recovery.await(step.toString());
            if (stuck.isPresent()) {
                return stuck;
            }
            memberHit = false;
        }
        if (step instanceof Step.Scale scale) {
            scale(scale);
        } else {
            hit((Step.Fault) step);
        }
        return Optional.empty();
    }

    private void scale(Step.Scale scale) throws InterruptedException {
        Optional<SchedulerApi> api = installation.api(Framework.ELASTICSEARCH);
        try {
            if (api.isEmpty()) {
                narration.say(scale + ": skipped, no scheduler can be asked");
                return;
            }
            api.get().scale(scale.to(), false, true);
            narration.say(scale.toString());
            done++;
        } catch (Failure refused) {
            narration.say(scale + ": not accepted: " + refused.getMessage().replace("\n", ";"));
        }
    }

    private void hit(Step.Fault fault) throws InterruptedException {
        Optional<String> unbearable = fault.component().takesMember() ? unbearable() : Optional.empty();
        if (unbearable.isPresent()) {
            narration.say(fault + ": skipped, " + unbearable.get());
            return;
        }
        Optional<Target> target = find.of(fault.component(), fault.pick()).filter(it -> !keeper.isPaused(it.id()));
        if (target.isEmpty()) {
            narration.say(fault + ": skipped, there is none now");
            return;
        }
        boolean kills = fault.kind() == Step.Kind.KILL;
        boolean hit = kills ? keeper.kill(target.get(), fault.lasts()) : keeper.pause(target.get(), fault.lasts());
        if (hit) {
            memberHit |= fault.component().takesMember();
            done++;
            boolean comesBack = !kills || target.get().process().isPresent();
            narration.say((kills ? "SIGKILL " : "SIGSTOP ") + target.get().title() + " (pid "
                    + target.get().id().pid() + ", " + fault.component().title() + ")"
                    + (comesBack ? ", back after " + fault.lasts().toSeconds() + " s" : ""));
        }
    }

    private Optional<String> unbearable() throws InterruptedException {
        Optional<FrameworkStatus> status = recovery.status();
        if (status.isEmpty()) {
            return Optional.of("no scheduler tells how many members are ready");
        }
        long ready = status.get().ready().orElse(0);
        return ready < LEAST_READY ? Optional.of("only " + ready + " members are ready") : Optional.empty();
    }
}
