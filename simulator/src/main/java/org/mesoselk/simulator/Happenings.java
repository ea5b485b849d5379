package org.mesoselk.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mesoselk.scheduler.core.model.ReservationWish;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.simulator.elasticsearch.Cluster;
import org.mesoselk.simulator.mesos.Agent;
import org.mesoselk.simulator.mesos.Fleet;
import org.mesoselk.simulator.mesos.Task;
import org.mesoselk.simulator.scheduler.Installation;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.world.Weather.Risk;
import org.mesoselk.simulator.zookeeper.Ensemble;

/** Carries out a plan, and takes back in the end what can be taken back. */
final class Happenings {
    private static final Resources SPARE = new Resources(0.6, 1120, 1010);
    private static final int MOST_DESTROYED = 2;

    private final Universe world;
    private final Ensemble ensemble;
    private final Fleet fleet;
    private final Cluster cluster;
    private final Installation installation;
    /** Told before hosts are destroyed: what is lost then is nobody's fault. */
    private final Runnable destroyed;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private int indices;
    private int reservations;
    private int hostsDestroyed;
    private boolean calm;

    Happenings(
            Universe world,
            Ensemble ensemble,
            Fleet fleet,
            Cluster cluster,
            Installation installation,
            Runnable destroyed) {
        this.world = world;
        this.ensemble = ensemble;
        this.fleet = fleet;
        this.cluster = cluster;
        this.installation = installation;
        this.destroyed = destroyed;
    }

    void plan(List<Plan.Event> events) {
        for (Plan.Event event : events) {
            world.agenda.at(event.at(), () -> {
                counts.merge(event.kind(), 1, Integer::sum);
                world.tell(() -> "*** " + event.kind() + " (" + event.who() + ", " + event.amount() + ")");
                happen(event);
            });
        }
    }

    Map<Kind, Integer> counts() {
        return counts;
    }

    private void happen(Plan.Event event) {
        long milliseconds = 1000L * event.amount();
        switch (event.kind()) {
            case SCALE -> scale(event);
            case WEATHER -> weather(event);
            case SCHEDULER_CRASHES -> installation.crash(event.amount());
            case SCHEDULER_TERMINATED -> installation.terminate();
            case SCHEDULER_STOPPED -> installation.pause(-1, milliseconds);
            case SCHEDULER_STOPPED_MIDWAY -> installation.pause(event.amount(), 1000L + event.who() * 30L);
            case SESSION_EXPIRES -> installation.expireSession();
            case CLOCK_JUMPS -> installation.jump(milliseconds);
            case ZOOKEEPER_AWAY -> ensemble.away(world.now() + milliseconds);
            case MASTER_FAILS -> masterFails(Math.min(milliseconds, 30_000));
            case STREAM_BREAKS -> fleet.master().breakStream();
            case ELASTICSEARCH_SILENT -> cluster.silent(world.now() + milliseconds);
            case MASTER_NODE_STEPS_DOWN -> cluster.elect();
            case INDEX_CREATED -> cluster.createIndex("more-" + ++indices, event.who() % 4 - 1, 1 + event.amount() % 2);
            case AGENT_ADDED -> fleet.add();
            case NODE_DIES -> nodeDies(event.who(), event.amount());
            default -> onHost(event, milliseconds);
        }
    }

    private void onHost(Plan.Event event, long milliseconds) {
        List<Agent> there = fleet.agents().stream()
                .filter(agent -> !agent.isDestroyed() && !agent.isCut())
                .toList();
        if (there.isEmpty()) {
            return;
        }
        Agent agent = there.get(event.who() % there.size());
        world.tell(() -> "    on " + agent);
        switch (event.kind()) {
            case AGENT_RESTARTS -> {
                fleet.stopAgent(agent);
                later(milliseconds, () -> fleet.startAgent(agent));
            }
            case AGENT_CUT -> {
                fleet.cutFromMaster(agent, true);
                later(milliseconds, () -> fleet.cutFromMaster(agent, false));
            }
            case NODE_CUT -> {
                cluster.cut(agent.host(), true);
                later(milliseconds, () -> cluster.cut(agent.host(), false));
            }
            case HOST_CUT -> {
                fleet.cutFromMaster(agent, true);
                cluster.cut(agent.host(), true);
                later(milliseconds, () -> {
                    fleet.cutFromMaster(agent, false);
                    cluster.cut(agent.host(), false);
                });
            }
            case HOST_RESTARTS, HOST_FORGETS -> {
                fleet.halt(agent);
                later(milliseconds, () -> fleet.boot(agent, event.kind() == Kind.HOST_FORGETS));
            }
            case HOST_DESTROYED -> destroy(agent, event.amount());
            default -> throw new IllegalArgumentException("not of a host: " + event);
        }
    }

    /** What is not over when the calm begins is over then. */
    private void later(long milliseconds, Runnable end) {
        List<Runnable> once = new ArrayList<>(List.of(end));
        Consumer<List<Runnable>> run = open -> {
            open.forEach(Runnable::run);
            open.clear();
        };
        ends.add(() -> run.accept(once));
        world.agenda.in(milliseconds, () -> run.accept(once));
    }

    private final List<Runnable> ends = new ArrayList<>();

    boolean hasDestroyed() {
        return hostsDestroyed > 0;
    }

    private void destroy(Agent agent, int amount) {
        if (hostsDestroyed == MOST_DESTROYED) {
            return;
        }
        hostsDestroyed++;
        fleet.destroy(agent);
        destroyed.run();
        later(200L * amount, () -> fleet.master().markGone(agent));
    }

    private void scale(Plan.Event event) {
        installation.scale(
                event.amount(),
                event.who() % 4 != 0,
                answer -> world.tell(() -> "    scale to " + event.amount() + ": " + answer));
        reserveOrRelease(event);
    }

    /** With each other change of the target: a share of some agent for later, or the end of the last one. */
    private void reserveOrRelease(Plan.Event event) {
        if (event.who() % 2 == 0) {
            installation.wish(new ReservationWish.Reserve("spare-" + ++reservations, SPARE, Optional.empty()));
        } else if (reservations > 0) {
            installation.wish(new ReservationWish.Release("spare-" + reservations));
        }
    }

    private void weather(Plan.Event event) {
        Risk risk = Risk.values()[event.who() % Risk.values().length];
        world.tell(() -> "    " + risk.sentence());
        if (!calm) {
            world.weather.set(risk, event.amount(), world.now() + 1000L * (5 + event.who() % 90));
        }
    }

    private void masterFails(long milliseconds) {
        if (fleet.master().isUp()) {
            fleet.master().fail();
            later(milliseconds, () -> fleet.master().lead());
        }
    }

    private void nodeDies(int who, int amount) {
        List<Task> running =
                fleet.alive().stream().filter(task -> task.node() != null).toList();
        if (!running.isEmpty()) {
            Task task = running.get(who % running.size());
            if (amount % 4 == 0) {
                fleet.executorDies(task);
            } else {
                fleet.end(task, TaskState.FAILED, "the node died");
            }
        }
    }

    /** From now on nothing goes wrong any more. */
    void calm() {
        calm = true;
        world.tell(() -> "*** from now on nothing goes wrong any more");
        world.weather.clear();
        ends.forEach(Runnable::run);
        cluster.deleteLost();
    }
}
