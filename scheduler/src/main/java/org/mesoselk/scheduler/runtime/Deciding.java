package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.state.Store;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the state, turn by turn: takes what happened, lets the core decide, stores the records, and only then lets the
 * calls go out. While ZooKeeper does not answer nothing is decided; what happens meanwhile is kept. For one thread.
 */
public final class Deciding {
    private static final Logger LOG = LoggerFactory.getLogger(Deciding.class);
    private static final Duration CONFIRM_EVERY = Duration.ofSeconds(5);
    /** So long after it was decided a kill, or a call to Elasticsearch, may leave: deciding and storing take milliseconds. */
    private static final Duration LOOK_HOLDS = Duration.ofSeconds(5);

    private final Core core;
    private final Settings settings;
    private final Store store;
    private final Outside outside;
    private final Inbox inbox;
    private final Publisher publisher;
    private final InstantSource clock;

    private final List<Input> pending = new ArrayList<>();
    private Records records;
    private Memory memory;
    private Doubt doubt = Doubt.NONE;
    private Instant confirmedAt;
    private Optional<Instant> undecidedSince = Optional.empty();
    private volatile boolean doubted;

    /** @param records as {@code store} has just given them */
    public Deciding(
            Core core,
            Settings settings,
            Store store,
            Records records,
            Outside outside,
            Inbox inbox,
            Board board,
            InstantSource clock) {
        this.core = core;
        this.settings = settings;
        this.store = store;
        this.records = records;
        this.outside = outside;
        this.inbox = inbox;
        this.publisher = new Publisher(board, store);
        this.clock = clock;
        this.memory = Memory.initial(clock.instant());
        this.confirmedAt = clock.instant();
    }

    /**
     * @param entries all that came since the last turn; empty when only time has passed
     * @return why it ends; empty to go on
     * @throws StoreRefusedException when the records cannot be used, or are another process' by now
     */
    public Optional<Exit> turn(List<Inbox.Entry> entries) {
        if (entries.isEmpty()) {
            pending.add(new Input.Timer());
        }
        for (Inbox.Entry entry : entries) {
            if (entry instanceof Inbox.Happened happened) {
                pending.add(happened.input());
            } else if (entry instanceof Inbox.Ending ending) {
                return Optional.of(ending.exit());
            }
        }
        tick();
        for (Inbox.Entry entry : entries) {
            if (entry instanceof Inbox.Wished<?> wished) {
                answer(wished);
            }
        }
        return Optional.empty();
    }

    /** Whether this process still leads is not known: the epoch is confirmed before the next decision. For any thread. */
    public void distrust() {
        doubted = true;
    }

    /** How long nothing could be decided; zero when the last turn decided. */
    Duration undecidedFor() {
        return undecidedSince
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    private void tick() {
        Instant now = clock.instant();
        if (!storeAnswers(now)) {
            return;
        }
        long began = System.nanoTime();
        Decision decision = core.decide(new View(now, settings, records, memory, List.copyOf(pending)));
        try {
            store(decision.records());
        } catch (StoreUnavailableException e) {
            doubtful(now, new Doubt(records, decision.records(), decision, e.getMessage()));
            return;
        }
        decides();
        boolean isLate = clock.instant().isAfter(now.plus(LOOK_HOLDS));
        carryOut(now, isLate ? withoutThePerishable(decision) : decision, Duration.ofNanos(System.nanoTime() - began));
        if (isLate) {
            pending.addAll(kills(decision));
        }
    }

    private void carryOut(Instant now, Decision decision, Duration took) {
        pending.clear();
        Records before = records;
        // The same object while nothing changes: the store knows by it what it wrote last.
        records = decision.records().equals(before) ? before : decision.records();
        memory = decision.memory();
        publisher.decided(now, before, decision, took);
        decision.calls().forEach(outside::call);
    }

    private void store(Records after) throws StoreUnavailableException {
        if (!after.equals(records)) {
            store.write(records, after);
            confirmedAt = clock.instant();
        }
    }

    private <A> void answer(Inbox.Wished<A> wished) {
        wished.answer().complete(answer(wished.wish()));
    }

    private <A> A answer(Wish<A> wish) {
        Instant now = clock.instant();
        if (doubt.exists()) {
            return wish.unavailable(doubt.sentence(), false);
        }
        Wish.Reply<A> reply = wish.reply(core, records, memory, settings, now);
        return (reply.records() == records ? Optional.<String>empty() : grant(now, reply.records()))
                .map(sentence -> wish.unavailable(sentence, true))
                .orElseGet(() -> reply.answer().apply(records));
    }

    /** What was wished is stored, and decided upon in the next turn. Returns why that is not known. */
    private Optional<String> grant(Instant now, Records wished) {
        try {
            store(wished);
        } catch (StoreUnavailableException e) {
            doubtful(now, new Doubt(records, wished, null, e.getMessage()));
            return Optional.of(e.getMessage());
        }
        Narrator.tell(records, wished);
        records = wished;
        publisher.changed(now, records, memory);
        inbox.put(new Input.Timer());
        return Optional.empty();
    }

    /** Whether it may be decided: the last write is known to be done, and the epoch is still ours. */
    private boolean storeAnswers(Instant now) {
        try {
            if (doubt.exists()) {
                settle(now);
            } else if (doubted || now.isAfter(confirmedAt.plus(CONFIRM_EVERY))) {
                doubted = false;
                store.confirm();
                confirmedAt = now;
            }
            return true;
        } catch (StoreUnavailableException e) {
            doubtful(now, doubt.exists() ? doubt : new Doubt(records, records, null, e.getMessage()));
            return false;
        }
    }

    private void settle(Instant now) throws StoreUnavailableException {
        Records stored = store.load();
        Doubt settled = doubt;
        if (!stored.equals(settled.before()) && !stored.equals(settled.after())) {
            throw new StoreRefusedException("ZooKeeper holds neither the records from before the last write nor those"
                    + " after it: somebody else has changed them. This process stops; start it again and it goes on from what is"
                    + " stored");
        }
        doubt = Doubt.NONE;
        doubted = false;
        confirmedAt = now;
        LOG.debug("ZooKeeper can be read; {}", outcome(settled, stored));
        if (stored.equals(settled.after()) && settled.decision() != null) {
            // New inputs came since; they are decided upon in the same turn, after these calls.
            List<Input> since = List.copyOf(pending.subList(settled.inputs(), pending.size()));
            carryOut(now, withoutThePerishable(settled.decision()), Duration.ZERO);
            pending.addAll(kills(settled.decision()));
            pending.addAll(since);
        }
        records = stored;
    }

    private static String outcome(Doubt settled, Records stored) {
        if (settled.before().equals(settled.after())) {
            return "nothing was being written";
        }
        return stored.equals(settled.after()) ? "the last write was stored" : "the last write was not stored";
    }

    /** It is said once that nothing was decided, and once that it is again, however often ZooKeeper failed between. */
    private void decides() {
        undecidedSince.ifPresent(since -> LOG.info(
                "ZooKeeper answers and stores again after {} s; the scheduler goes on",
                Duration.between(since, clock.instant()).toSeconds()));
        undecidedSince = Optional.empty();
    }

    /** What Elasticsearch said when the kill was decided is too old by now: it comes back as not done. */
    private static List<Input> kills(Decision decision) {
        return decision.calls().stream()
                .filter(call -> call instanceof Call.Kill)
                .<Input>map(
                        call -> new Input.CallFailed(call, "it was decided too long before ZooKeeper had stored it"))
                .toList();
    }

    /**
     * What rests on a look at Elasticsearch does not keep: another leader may have set other exclusions since. With the
     * next look the core makes such a call again if it is still right.
     */
    private static Decision withoutThePerishable(Decision decision) {
        List<Call> calls = decision.calls().stream()
                .filter(call -> !(call instanceof Call.Kill || call instanceof Call.ToElasticsearch))
                .toList();
        return new Decision(decision.records(), decision.memory(), calls, decision.waits(), decision.verdicts());
    }

    private void doubtful(Instant now, Doubt why) {
        if (undecidedSince.isEmpty()) {
            undecidedSince = Optional.of(now);
            LOG.warn("nothing is decided until ZooKeeper answers: {}", why.sentence());
        }
        if (!doubt.exists()) {
            // A look at Elasticsearch is good for one tick only.
            pending.removeIf(input -> input instanceof Input.Observed || input instanceof Input.Timer);
            doubt = why.with(pending.size());
        } else {
            List<Input> since = pending.subList(doubt.inputs(), pending.size());
            since.removeIf(input -> input instanceof Input.Observed || input instanceof Input.Timer);
        }
        publisher.undecided(
                now, records, memory, new Wait("zookeeper-unavailable", settings.frameworkName(), doubt.sentence()));
    }
}
