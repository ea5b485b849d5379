package org.mesoselk.simulator.scheduler;

import java.util.List;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.runtime.Readiness;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.elasticsearch.Looks;
import org.mesoselk.simulator.elasticsearch.Looks.Seen;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Weather.Risk;

/** As the observer's thread does it: a look, a pause, a look; through one member after the other when one fails. */
final class Observing {
    /** The real one looks four times a second while something goes on, which would show nothing more here. */
    private static final long SHORTEST = 1_500;

    private final Universe world;
    private final Cluster cluster;
    private final Process process;
    private int turn;
    private boolean isLooking;
    private boolean isKicked;
    private long nextAt;

    Observing(Universe world, Cluster cluster, Process process) {
        this.world = world;
        this.cluster = cluster;
        this.process = process;
    }

    void start() {
        look();
    }

    /** Something was just changed: look again now. */
    void kick() {
        if (isLooking) {
            isKicked = true;
        } else {
            look();
        }
    }

    private void look() {
        if (process.isDead()) {
            return;
        }
        isLooking = true;
        nextAt = Long.MAX_VALUE;
        List<String> hosts = Readiness.hosts(process.board().read().records());
        java.time.Instant asked = process.instant();
        int took = world.strikes(Risk.LOOK_SLOW) ? world.chance.between(500, 9_500) : world.chance.between(5, 60);
        // The answers are of some moment while it is under way.
        int shownAfter = world.chance.between(0, took);
        boolean fails = world.strikes(Risk.LOOK_UNKNOWN);
        world.agenda.in(shownAfter, () -> {
            Seen seen = hosts.isEmpty()
                    ? Looks.unknown("no member runs that could be asked")
                    : fails
                            ? Looks.unknown("time-out")
                            : cluster.looks().through(hosts.get(Math.floorMod(turn, hosts.size())));
            world.agenda.in(took - shownAfter, () -> seen(seen, asked));
        });
    }

    private void seen(Seen seen, java.time.Instant asked) {
        if (process.isDead()) {
            return;
        }
        Input.Observed input = new Input.Observed(seen.at(asked));
        if (input.elasticsearch() instanceof org.mesoselk.scheduler.core.model.ElasticsearchView.Unknown) {
            turn++;
        }
        process.sees(input, seen);
        isLooking = false;
        long pause = isKicked
                ? 5
                : Math.max(SHORTEST, Readiness.interval(process.board().read()).toMillis());
        isKicked = false;
        nextAt = world.now() + pause;
        world.agenda.in(pause, () -> {
            if (!isLooking && world.now() >= nextAt) {
                look();
            }
        });
    }
}
