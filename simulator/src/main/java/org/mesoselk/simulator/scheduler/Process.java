package org.mesoselk.simulator.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ReservationWish;
import org.mesoselk.scheduler.runtime.Board;
import org.mesoselk.scheduler.runtime.Deciding;
import org.mesoselk.scheduler.runtime.Exit;
import org.mesoselk.scheduler.runtime.Inbox;
import org.mesoselk.scheduler.runtime.Outside;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.ScaleOutcome;
import org.mesoselk.scheduler.runtime.ScaleWish;
import org.mesoselk.scheduler.runtime.WhenRecordsChange;
import org.mesoselk.scheduler.state.RecordStore;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.mesoselk.scheduler.state.Tree;
import org.mesoselk.simulator.elasticsearch.Looks.Seen;
import org.mesoselk.simulator.mesos.Stream;
import org.mesoselk.simulator.world.Universe;
import org.mesoselk.simulator.zookeeper.Session;

/** One scheduler process: the real deciding, core and records, between a simulated queue, ZooKeeper, Mesos and Elasticsearch. */
public final class Process implements Stream.Subscriber {
    private static final long IDLE = 2_000;
    /** As the real loop has it. */
    private static final long UNDECIDED = 60_000;

    private final Universe world;
    private final Installation installation;
    private final int slot;
    private final Interruptions interruptions;
    private final Inbox inbox = new Inbox();
    private final Observing observing;
    private final Driving driving;
    private Board board;
    private RecordStore store;
    private Deciding deciding;
    private Stream stream;
    private Seen newest;
    /** The look among the inputs of the present turn, and what came with it; null when there is none. */
    private Seen look;

    private List<Inbox.Entry> present = List.of();
    private boolean isBusy;
    private boolean isAwaited;
    private boolean cameMeanwhile;
    private long pausedUntil;
    private long turns;
    private long decidedAt;
    private long turnedAt;

    Process(Universe world, Installation installation, int slot) {
        this.world = world;
        this.installation = installation;
        this.slot = slot;
        this.interruptions = new Interruptions(world);
        this.observing = new Observing(world, installation.cluster(), this);
        this.driving = new Driving(world, installation.cluster(), this, observing::kick);
    }

    /** @return whether it could take over */
    boolean start(Core core) {
        Tree tree = installation.tree(new Session(world, installation.ensemble(), interruptions));
        store = new RecordStore(
                tree, "", Product.ELASTICSEARCH, installation.settings().frameworkName(), this::instant);
        try {
            Records records = store.takeOver(installation.firstSpec());
            board = new Board(Published.of(records, store.history(), instant()));
            board.onPublish(new WhenRecordsChange(observing::kick));
            Outside outside = installation.outside(this, this::call);
            deciding =
                    new Deciding(core, installation.settings(), store, records, outside, inbox, board, this::instant);
        } catch (StoreUnavailableException | StoreRefusedException e) {
            world.tell(() -> this + " cannot start: " + e.getMessage());
            interruptions.die();
            return false;
        } catch (Crash e) {
            world.tell(() -> this + " dies while it takes over");
            interruptions.die();
            return false;
        }
        world.tell(() -> this + " has taken over as epoch " + store.epoch());
        decidedAt = world.now();
        connect();
        observing.start();
        idle();
        return true;
    }

    /** The time by its host's clock. */
    Instant instant() {
        return world.instant().plusMillis(installation.clockOffset(slot));
    }

    /** Virtual milliseconds, whatever its clock says. */
    public long now() {
        return world.now();
    }

    public Board board() {
        return board;
    }

    public boolean isDead() {
        return interruptions.isDead();
    }

    Interruptions interruptions() {
        return interruptions;
    }

    public long turns() {
        return turns;
    }

    /** Offers that it could have answered in this turn and has not. */
    public Set<String> unanswered() {
        return stream == null || cameMeanwhile ? Set.of() : stream.held();
    }

    /** The look that came with the inputs of this turn. */
    public Optional<Seen> look() {
        return Optional.ofNullable(look);
    }

    void pause(long milliseconds) {
        pausedUntil = Math.max(pausedUntil, world.now() + milliseconds);
    }

    boolean isPaused() {
        return world.now() < pausedUntil;
    }

    void kill() {
        interruptions.die();
        if (!isBusy) {
            over("is killed");
        }
    }

    void endGracefully(String why) {
        inbox.end(new Exit(0, why));
        wake();
    }

    boolean isStarted() {
        return deciding != null;
    }

    CompletableFuture<ScaleOutcome> wish(ScaleWish wish) {
        CompletableFuture<ScaleOutcome> answer = inbox.wish(wish);
        wake();
        return answer;
    }

    void wish(ReservationWish wish) {
        inbox.wish(wish);
        wake();
    }

    void sees(Input.Observed input, Seen seen) {
        newest = seen;
        receive(input);
    }

    @Override
    public void receive(Input input) {
        if (isDead()) {
            return;
        }
        if (input instanceof Input.Disconnected) {
            stream = null;
            world.agenda.in(world.chance.between(500, 3_000), this::connect);
        }
        if (input instanceof Input.Updated updated) {
            world.tell(() -> this + " is told " + updated.update().taskId() + " "
                    + updated.update().state() + " " + updated.update().reason());
        }
        cameMeanwhile |= isBusy && input instanceof Input.Offered;
        inbox.put(input);
        wake();
    }

    @Override
    public void end(String error) {
        if (!isDead()) {
            deciding.distrust();
            receive(new Input.Disconnected(error));
        }
    }

    private void connect() {
        if (isDead() || stream != null) {
            return;
        }
        Optional<Stream> subscribed = isPaused() || isBusy || !isCertain()
                ? Optional.empty()
                : installation
                        .fleet()
                        .master()
                        .subscribe(this, board.read().records().frameworkId());
        subscribed.ifPresentOrElse(
                fresh -> stream = fresh, () -> world.agenda.in(world.chance.between(1_000, 4_000), this::connect));
    }

    /** It subscribes only while it is certain that it leads. */
    private boolean isCertain() {
        try {
            store.confirm();
            return !isDead();
        } catch (StoreUnavailableException | StoreRefusedException e) {
            return false;
        } catch (Crash e) {
            over("dies before it subscribes");
            return false;
        }
    }

    private void wake() {
        if (!isAwaited && !isDead()) {
            isAwaited = true;
            world.agenda.in(world.chance.between(1, 15), this::turn);
        }
    }

    private void idle() {
        if (!isDead()) {
            if (world.now() - turnedAt >= IDLE) {
                wake();
            }
            world.agenda.at(Math.max(turnedAt, world.now() - IDLE / 2) + IDLE, this::idle);
        }
    }

    private void turn() {
        isAwaited = false;
        if (isDead()) {
            return;
        }
        if (isBusy || isPaused() || !isStarted()) {
            isAwaited = true;
            world.agenda.at(Math.max(world.now() + 20, pausedUntil), this::turn);
            return;
        }
        isBusy = true;
        cameMeanwhile = false;
        present = entries();
        look = present.stream().anyMatch(Process::isLook) ? newest : null;
        try {
            turns++;
            turnedAt = world.now();
            Records before = board.read().records();
            installation.checks().beforeTurn(this, present);
            Optional<Exit> exit = deciding.turn(present);
            if (exit.isEmpty()) {
                installation.checks().afterTurn(this, before, present);
            }
            if (exit.isEmpty() && deciding.goesOn()) {
                wake();
            }
            if (board.read().deciding()) {
                decidedAt = world.now();
            }
            if (exit.isEmpty() && world.now() - decidedAt > UNDECIDED) {
                interruptions.die();
                over("stands by: it could store nothing for too long");
            }
            if (exit.isPresent()) {
                interruptions.die();
                over("ends: " + exit.get());
            }
        } catch (StoreRefusedException e) {
            interruptions.die();
            over("ends: " + e.getMessage());
        } catch (Crash e) {
            over("dies in the midst of a turn");
        } finally {
            isBusy = false;
            look = null;
        }
    }

    private static boolean isLook(Inbox.Entry entry) {
        return entry instanceof Inbox.Happened happened && happened.input() instanceof Input.Observed;
    }

    private List<Inbox.Entry> entries() {
        try {
            return new ArrayList<>(inbox.take(Duration.ZERO));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts a simulation", e);
        }
    }

    private void over(String how) {
        world.tell(() -> this + " " + how);
        installation.ended(this);
    }

    private void call(Call call) {
        interruptions.step();
        installation.checks().call(this, call);
        if (call instanceof Call.Launch launch) {
            world.tell(() -> this + " launches " + launch.task().id() + " with "
                    + launch.offer().id() + " on " + launch.offer().agent().hostname());
        } else if (call instanceof Call.Kill || call instanceof Call.Reconcile) {
            world.tell(() -> this + ": " + call);
        }
        if (call instanceof Call.ToElasticsearch toElasticsearch) {
            driving.call(toElasticsearch);
        } else if (stream != null) {
            stream.send(installation.fleet().master(), (Call.ToMesos) call);
        } else {
            world.agenda.in(1_000, () -> receive(new Input.CallFailed(call, "not subscribed")));
        }
        interruptions.step();
    }

    @Override
    public String toString() {
        return "scheduler " + slot;
    }
}
