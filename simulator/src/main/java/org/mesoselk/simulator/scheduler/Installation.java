package org.mesoselk.simulator.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ReservationWish;
import org.mesoselk.scheduler.runtime.Outside;
import org.mesoselk.scheduler.runtime.ScaleOutcome;
import org.mesoselk.scheduler.runtime.ScaleWish;
import org.mesoselk.scheduler.state.Tree;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.zookeeper.Ensemble;
import org.mesoselk.simulator.zookeeper.Session;

/**
 * The scheduler processes of one framework, of which one at a time is elected. One that has lost its session, while it was
 * stopped or cut off, goes on for a while beside its successor.
 */
public final class Installation {
    private static final long SESSION = 6_000;

    private final Universe world;
    private final Ensemble ensemble;
    private final Fleet fleet;
    private final Cluster cluster;
    private final ElasticsearchSettings settings;
    private final ElasticsearchSpec firstSpec;
    private final Faulty faulty;
    private final long[] clockOffsets;
    private final long[] restingUntil;
    private final Process[] processes;
    private final List<Process> strays = new ArrayList<>();
    private Checks checks;
    private Process leader;
    private boolean isLocked;

    public Installation(
            Universe world,
            Ensemble ensemble,
            Fleet fleet,
            Cluster cluster,
            ElasticsearchSettings settings,
            ElasticsearchSpec firstSpec,
            Faulty faulty,
            int slots) {
        this.world = world;
        this.ensemble = ensemble;
        this.fleet = fleet;
        this.cluster = cluster;
        this.settings = settings;
        this.firstSpec = firstSpec;
        this.faulty = faulty;
        this.clockOffsets = new long[slots];
        this.restingUntil = new long[slots];
        this.processes = new Process[slots];
    }

    public void start(Checks judge) {
        checks = judge;
        elect();
    }

    Ensemble ensemble() {
        return ensemble;
    }

    Fleet fleet() {
        return fleet;
    }

    Cluster cluster() {
        return cluster;
    }

    ElasticsearchSettings settings() {
        return settings;
    }

    ElasticsearchSpec firstSpec() {
        return firstSpec;
    }

    Checks checks() {
        return checks;
    }

    Tree tree(Session session) {
        return faulty.tree(session);
    }

    Outside outside(Process process, Outside real) {
        return faulty.outside(real);
    }

    long clockOffset(int slot) {
        return clockOffsets[slot];
    }

    /** The clock of the leader's host is set by so much. */
    public void jump(long milliseconds) {
        for (int slot = 0; slot < processes.length; slot++) {
            if (processes[slot] == leader) {
                clockOffsets[slot] += milliseconds;
            }
        }
    }

    /** The elected process; empty while there is none. */
    public Optional<Process> leader() {
        return Optional.ofNullable(leader).filter(process -> !process.isDead() && process.isStarted());
    }

    public boolean isLatest(Process process) {
        return process == leader;
    }

    private void elect() {
        if (isLocked) {
            return;
        }
        for (int slot = 0; slot < processes.length; slot++) {
            boolean isFree = processes[slot] == null || processes[slot].isDead();
            if (isFree && world.now() >= restingUntil[slot] && !ensemble.isAway(world.now())) {
                lead(slot);
                return;
            }
        }
        world.agenda.in(500, this::elect);
    }

    private void lead(int slot) {
        Process process = new Process(world, this, slot);
        processes[slot] = process;
        isLocked = true;
        leader = process;
        if (!process.start(faulty.core())) {
            ended(process);
        }
    }

    void ended(Process process) {
        for (int slot = 0; slot < processes.length; slot++) {
            if (processes[slot] == process) {
                restingUntil[slot] = world.now() + world.chance.between(500, 8_000);
            }
        }
        strays.remove(process);
        if (process == leader && isLocked) {
            release(world.chance.between(100, (int) SESSION));
        }
    }

    private void release(long after) {
        isLocked = false;
        world.agenda.in(after, this::elect);
    }

    private void expire(Process process) {
        if (process == leader && !process.isDead() && isLocked) {
            world.tell(() -> process + " has lost its ZooKeeper session");
            strays.add(process);
            release(0);
            world.agenda.in(world.chance.between(0, 8_000), () -> process.endGracefully("its session has expired"));
        }
    }

    public void expireSession() {
        leader().ifPresent(this::expire);
    }

    /** @param steps so many more writes and calls it gets */
    public void crash(int steps) {
        leader().ifPresent(process -> process.interruptions().crashAfter(steps));
    }

    public void killNow() {
        leader().ifPresent(Process::kill);
    }

    public void terminate() {
        leader().ifPresent(process -> process.endGracefully("SIGTERM"));
    }

    /** @param steps so many more writes and calls it gets before it is stopped; -1: between two turns */
    public void pause(int steps, long milliseconds) {
        leader().ifPresent(process -> {
            if (steps < 0) {
                process.pause(milliseconds);
            } else {
                process.interruptions().pauseAfter(steps, milliseconds);
            }
            if (milliseconds > SESSION) {
                world.agenda.in(SESSION, () -> {
                    if (process.isPaused()) {
                        expire(process);
                    }
                });
            }
        });
    }

    public void scale(int count, boolean confirmed, Consumer<String> told) {
        leader().filter(process -> !process.isPaused()).ifPresent(process -> {
            CompletableFuture<ScaleOutcome> answer =
                    process.wish(new ScaleWish(count, confirmed, false, OptionalLong.empty()));
            answer.thenAccept(outcome -> told.accept(
                    outcome instanceof ScaleOutcome.Answered answered
                            ? answered.answer().getClass().getSimpleName()
                            : outcome.getClass().getSimpleName()));
        });
    }

    public void wish(ReservationWish wish) {
        leader().filter(process -> !process.isPaused()).ifPresent(process -> process.wish(wish));
    }
}
