package org.mesoselk.scheduler.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import org.mesoselk.scheduler.state.StoreTooLongException;
import org.mesoselk.scheduler.state.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the state, turn by turn: takes what happened, lets the core decide, stores the records, and only then lets the
 * calls go out. While ZooKeeper does not answer nothing is decided; what happens meanwhile is kept. What changes more than
 * ZooKeeper takes in one transaction is decided upon in several turns. For one thread.
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

    private final Backlog pending = new Backlog();
    private Records records;
    private Memory memory;
    private Doubt doubt = Doubt.NONE;
    private Instant confirmedAt;
    private Optional<Instant> undecidedSince = Optional.empty();
    /** So many updates and offers are decided upon in one turn, until none is left; fewer when all were too many. */
    private int most = Integer.MAX_VALUE;

    private boolean goesOn;
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
     * @param entries all that came since the last turn; empty when only time has passed, or when the last one {@link #goesOn}
     * @return why it ends; empty to go on
     * @throws StoreRefusedException when the records cannot be used, or are another process' by now
     */
    public Optional<Exit> turn(List<Inbox.Entry> entries) {
        if (entries.isEmpty() && pending.isEmpty()) {
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

    /** Whether the last turn has left something to be decided upon at once. */
    public boolean goesOn() {
        return goesOn;
    }

    /** How long nothing could be decided; zero when the last turn decided. */
    Duration undecidedFor() {
        return undecidedSince
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    private void tick() {
        goesOn = false;
        Instant now = clock.instant();
        if (!storeAnswers(now)) {
            return;
        }
        boolean isMade = false;
        while (!isMade) {
            List<Input> inputs = pending.first(most);
            int weight = Backlog.weight(inputs);
            try {
                decide(now, inputs);
                isMade = true;
            } catch (StoreTooLongException e) {
                most = e.fewerThan(weight);
                if (weight <= 1) {
                    tooLong(now, e.getMessage());
                    isMade = true;
                }
            }
        }
    }

    /**
     * The core computes its decision of values alone: one that cannot be stored has happened nowhere.
     *
     * @throws StoreTooLongException when it is to be made of fewer inputs
     */
    private void decide(Instant now, List<Input> inputs) {
        long began = System.nanoTime();
        Decision decision = core.decide(new View(now, settings, records, memory, inputs));
        try {
            store(decision.records());
        } catch (StoreUnavailableException e) {
            doubtful(now, new Doubt(records, decision.records(), decision, e.getMessage(), inputs.size()));
            return;
        }
        decides();
        pending.dropFirst(inputs.size());
        if (pending.isEmpty()) {
            most = Integer.MAX_VALUE;
        }
        goesOn = decision.goesOn() || !pending.isEmpty();
        boolean isLate = clock.instant().isAfter(now.plus(LOOK_HOLDS));
        carryOut(now, isLate ? withoutThePerishable(decision) : decision, Duration.ofNanos(System.nanoTime() - began));
        if (isLate) {
            pending.addFirst(kills(decision));
        }
    }

    private void carryOut(Instant now, Decision decision, Duration took) {
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
        try {
            if (reply.records() != records) {
                grant(now, reply.records());
            }
        } catch (StoreTooLongException e) {
            return wish.tooLong(e.getMessage());
        } catch (StoreUnavailableException e) {
            doubtful(now, new Doubt(records, reply.records(), null, e.getMessage()));
            return wish.unavailable(e.getMessage(), true);
        }
        return reply.answer().apply(records);
    }

    /** What was wished is stored, and decided upon in the next turn. */
    private void grant(Instant now, Records wished) throws StoreUnavailableException {
        store(wished);
        Narrator.tell(records, wished);
        records = wished;
        publisher.changed(now, records, memory);
        inbox.put(new Input.Timer());
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
            pending.dropFirst(settled.inputs());
            carryOut(now, withoutThePerishable(settled.decision()), Duration.ZERO);
            pending.addFirst(kills(settled.decision()));
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
        return new Decision(
                decision.records(), decision.memory(), calls, decision.waits(), decision.verdicts(), decision.goesOn());
    }

    private void doubtful(Instant now, Doubt why) {
        undecided(now, "nothing is decided until ZooKeeper answers: " + why.sentence());
        // Those of a decision that is in doubt already have none that perish.
        Doubt first = doubt.exists() ? doubt : why;
        doubt = first.with(pending.dropPerishable(first.inputs()));
        publisher.undecided(
                now, records, memory, new Wait("zookeeper-unavailable", settings.frameworkName(), doubt.sentence()));
    }

    /** No decision can be stored, however little it is made of: what waits is kept, in case the records become shorter. */
    private void tooLong(Instant now, String sentence) {
        undecided(now, "nothing is decided: " + sentence);
        pending.dropPerishable(0);
        publisher.undecided(now, records, memory, new Wait("records-too-long", settings.frameworkName(), sentence));
    }

    /** Told once. */
    private void undecided(Instant now, String sentence) {
        if (undecidedSince.isEmpty()) {
            undecidedSince = Optional.of(now);
            LOG.warn("{}", sentence);
        }
    }
}
