package org.mesoselk.scheduler.core.framework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.Abandoned;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.reservation.ReservationDesk;

/** What one tick gathers, step by step, before it becomes a {@link Decision}. */
public abstract class Tick {
    /** The oldest goes when there are more: should it come back all the same, it is listed as foreign and not killed. */
    private static final int MOST_ABANDONED = 200;
    /**
     * Members, reservations and so on that a tick changes by itself, whatever came. ZooKeeper takes 900,000 bytes in one
     * write; what a change takes is mostly 900 bytes, and 5,700 at most where all that Mesos and an executor may say is as
     * long as it can be ({@code DocumentsTest}), so that a third of a write is left for what changes with the inputs.
     */
    public static final int MOST_CHANGES = 100;

    public final Instant now;
    public final MemoryDraft memory;
    public final ReservationDesk reservations;
    /** Names of the Pending members that only an offer or the end of their back-off is missing to. */
    public final Set<String> work = new TreeSet<>();

    private Records records;
    /** Asked for in nearly each step; the records never change, they are replaced. */
    private List<Member> ordered = List.of();

    private SortedMap<String, Member> orderedOf = Collections.emptySortedMap();
    private Optional<ElasticsearchView.Known> look = Optional.empty();
    private int changes;
    private boolean goesOn;
    private final List<Call> calls = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    protected Tick(View view) {
        now = view.now();
        memory = new MemoryDraft(view.memory());
        records = view.records();
        reservations = new ReservationDesk(now, records.reservations(), memory.reservations, memory.offers, this::call);
    }

    public Records records() {
        return records;
    }

    public void records(Records changed) {
        records = changed;
    }

    /** By ordinal; "es-x-10" sorts before "es-x-2" by name. */
    public List<Member> members() {
        if (orderedOf != records.members()) {
            orderedOf = records.members();
            ordered = orderedOf.values().stream()
                    .sorted((a, b) -> Integer.compare(a.ordinal(), b.ordinal()))
                    .toList();
        }
        return ordered;
    }

    public List<Member> leaving() {
        return members().stream().filter(Member::leaving).toList();
    }

    public Optional<Member> ownerOf(String taskId) {
        // A task's id begins with its member's name; that one first, because thousands of updates may come in one tick.
        Member named = records.members().get(taskId.substring(0, Math.max(0, taskId.lastIndexOf('.'))));
        return named != null && isOwn(named, taskId)
                ? Optional.of(named)
                : records.members().values().stream()
                        .filter(member -> isOwn(member, taskId))
                        .findFirst();
    }

    private static boolean isOwn(Member member, String taskId) {
        return member.task().filter(task -> task.id().equals(taskId)).isPresent();
    }

    public void put(Member member) {
        // Most updates change nothing, and each change copies the map.
        if (!member.equals(records.members().get(member.name()))) {
            records = records.with(member);
        }
    }

    /**
     * Asked before each change that no input causes, where there may be as many as there are members. When the answer is no
     * the change is left for the next tick, which follows at once; so are all later ones, which may build on it.
     */
    public boolean mayChangeAnother() {
        goesOn |= changes == MOST_CHANGES;
        changes += goesOn ? 0 : 1;
        return !goesOn;
    }

    /** Nothing is forgotten of a task that Mesos has not called ended: should it come back, it is known whose it was. */
    public void abandonTaskOf(Member member) {
        member.task().ifPresent(task -> records = records.with(new Abandoned(member.name(), task, now)));
        while (records.abandoned().size() > MOST_ABANDONED) {
            records.abandoned().values().stream()
                    .min(Comparator.comparing(Abandoned::since)
                            .thenComparing(task -> task.task().id()))
                    .ifPresent(oldest ->
                            records = records.withoutAbandoned(oldest.task().id()));
        }
    }

    public Optional<Operation> running() {
        return records.operation().filter(operation -> operation.status() == Operation.Status.RUNNING);
    }

    /** A look at our own cluster that came with this tick's inputs; only such a one may lead to calls or to a kill. */
    public Optional<ElasticsearchView.Known> look() {
        return look;
    }

    public void look(Optional<ElasticsearchView.Known> fresh) {
        look = fresh;
    }

    /** Mesos has said something of this member's task since the subscription, and knew it. */
    public boolean hasAnswered(Member member) {
        return member.task()
                .map(TaskRef::id)
                .filter(id -> memory.unreconciled.containsKey(id)
                        || memory.doubts.containsKey(id)
                                && memory.doubts.get(id).unknownSince().isPresent())
                .isEmpty();
    }

    public void call(Call call) {
        calls.add(call);
    }

    public void wait(String name, String subject, String sentence) {
        waits.add(new Wait(name, subject, sentence));
    }

    public void waits(Collection<Wait> more) {
        waits.addAll(more);
    }

    public void verdicts(Collection<Verdict> more) {
        verdicts.addAll(more);
    }

    /** Whether a task of ours may be alive there. */
    public boolean runsSomethingOn(String agentId) {
        Stream<TaskRef> own = records.members().values().stream().flatMap(member -> member.task().stream());
        Stream<TaskRef> abandoned = records.abandoned().values().stream().map(Abandoned::task);
        Stream<String> foreign = memory.foreignTasks.values().stream().flatMap(update -> update.agentId().stream());
        return Stream.concat(
                        Stream.concat(own, abandoned).map(task -> task.agent().id()), foreign)
                .anyMatch(agentId::equals);
    }

    /** @param kind a call's simple class name */
    public boolean isCalling(String kind) {
        return calls.stream().anyMatch(call -> call.getClass().getSimpleName().equals(kind));
    }

    /** It waits for a task, and not for the end of its back-off. */
    public boolean isDue(Member member) {
        return member.state() instanceof MemberState.Pending pending && !now.isBefore(pending.notBefore());
    }

    public abstract Settings settings();

    /** Whether something that was seen at {@code sure} or later shows that the member's task is no more. */
    public abstract boolean isSeenGone(Member member, Instant sure);

    /** RUNNING, as Mesos said last, but not to be seen where it should be. */
    public abstract boolean isMissed(Member member);

    /** Whether a second task of a member would find that the first one still holds its data. */
    public abstract boolean isDataLocked();

    /** So long after it began to wait a member may take what it has refused before. */
    public abstract Duration patience();

    /** Whether agents have to offer something to become known, though nothing waits for an offer. */
    public abstract boolean seeksAgents();

    /** Whether an agent may be taken down as far as this framework is concerned, though something of it runs there. */
    public abstract boolean letsGoOf(String agentId);

    public Decision decision() {
        Stream<TaskRef> own = records.members().values().stream().flatMap(member -> member.task().stream());
        Stream<TaskRef> abandoned = records.abandoned().values().stream().map(Abandoned::task);
        memory.keepOnly(Stream.concat(own, abandoned).map(TaskRef::id).collect(Collectors.toSet()));
        waits.addAll(reservations.waits());
        verdicts.addAll(reservations.verdicts());
        if (reservations.reservations() != records.reservations()) {
            records = records.withReservations(reservations.reservations());
        }
        return new Decision(
                records, memory.finished(), List.copyOf(calls), List.copyOf(waits), List.copyOf(verdicts), goesOn);
    }
}
