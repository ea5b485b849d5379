package org.mesoselk.scheduler.core.elasticsearch;

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
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Verdict;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.reservation.ReservationDesk;

/** What one tick gathers, step by step, before it becomes a {@link Decision}. */
final class Tick {
    /** The oldest goes when there are more: should it come back all the same, it is listed as foreign and not killed. */
    private static final int MOST_ABANDONED = 200;

    final Instant now;
    final Settings settings;
    final MemoryDraft memory;
    final ReservationDesk reservations;
    /** Names of the Pending members that only an offer or the end of their back-off is missing to. */
    final Set<String> work = new TreeSet<>();

    private Records records;
    /** Asked for in nearly each step; the records never change, they are replaced. */
    private List<Member> ordered = List.of();

    private SortedMap<String, Member> orderedOf = Collections.emptySortedMap();
    private Optional<ElasticsearchView.Known> look = Optional.empty();
    private final List<Call> calls = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    Tick(View view) {
        now = view.now();
        settings = view.settings();
        memory = new MemoryDraft(view.memory());
        records = view.records();
        reservations = new ReservationDesk(now, records.reservations(), memory.reservations, memory.offers, this::call);
    }

    Records records() {
        return records;
    }

    void records(Records changed) {
        records = changed;
    }

    NodeSetSpec nodeSet() {
        return records.spec().nodeSet();
    }

    /** By ordinal; "es-x-10" sorts before "es-x-2" by name. */
    List<Member> members() {
        if (orderedOf != records.members()) {
            orderedOf = records.members();
            ordered = orderedOf.values().stream()
                    .sorted((a, b) -> Integer.compare(a.ordinal(), b.ordinal()))
                    .toList();
        }
        return ordered;
    }

    List<Member> leaving() {
        return members().stream().filter(Member::leaving).toList();
    }

    List<Member> beyondCount() {
        return members().stream()
                .filter(member -> member.ordinal() >= nodeSet().count())
                .toList();
    }

    Optional<Member> ownerOf(String taskId) {
        return records.members().values().stream()
                .filter(member ->
                        member.task().filter(task -> task.id().equals(taskId)).isPresent())
                .findFirst();
    }

    void put(Member member) {
        records = records.with(member);
    }

    /** Nothing is forgotten of a task that Mesos has not called ended: should it come back, it is known whose it was. */
    void abandonTaskOf(Member member) {
        member.task().ifPresent(task -> records = records.with(new Abandoned(member.name(), task, now)));
        while (records.abandoned().size() > MOST_ABANDONED) {
            records.abandoned().values().stream()
                    .min(Comparator.comparing(Abandoned::since)
                            .thenComparing(task -> task.task().id()))
                    .ifPresent(oldest ->
                            records = records.withoutAbandoned(oldest.task().id()));
        }
    }

    Optional<Operation> running() {
        return records.operation().filter(operation -> operation.status() == Operation.Status.RUNNING);
    }

    /** A look at our own cluster that came with this tick's inputs; only such a one may lead to calls or to a kill. */
    Optional<ElasticsearchView.Known> look() {
        return look;
    }

    void look(Optional<ElasticsearchView.Known> fresh) {
        look = fresh;
    }

    /** Mesos has said something of this member's task since the subscription, and knew it. */
    boolean hasAnswered(Member member) {
        return member.task()
                .map(TaskRef::id)
                .filter(id -> memory.unreconciled.containsKey(id)
                        || memory.doubts.containsKey(id)
                                && memory.doubts.get(id).unknownSince().isPresent())
                .isEmpty();
    }

    /** It has no task and no data that is still counted on, and Elasticsearch does not speak of it. */
    boolean hasNothingToLose(Member member) {
        boolean isListed = memory.elasticsearch instanceof ElasticsearchView.Known known
                && known.node(member.name()).isPresent();
        return member.state() instanceof MemberState.Pending && member.home().isEmpty() && !isListed;
    }

    void call(Call call) {
        calls.add(call);
    }

    void wait(String name, String subject, String sentence) {
        waits.add(new Wait(name, subject, sentence));
    }

    void waits(Collection<Wait> more) {
        waits.addAll(more);
    }

    void verdicts(Collection<Verdict> more) {
        verdicts.addAll(more);
    }

    /** Whether a task of ours may be alive there. */
    boolean runsSomethingOn(String agentId) {
        Stream<TaskRef> own = records.members().values().stream().flatMap(member -> member.task().stream());
        Stream<TaskRef> abandoned = records.abandoned().values().stream().map(Abandoned::task);
        Stream<String> foreign = memory.foreignTasks.values().stream().flatMap(update -> update.agentId().stream());
        return Stream.concat(
                        Stream.concat(own, abandoned).map(task -> task.agent().id()), foreign)
                .anyMatch(agentId::equals);
    }

    /** @param kind a call's simple class name */
    boolean isCalling(String kind) {
        return calls.stream().anyMatch(call -> call.getClass().getSimpleName().equals(kind));
    }

    Decision decision() {
        Stream<TaskRef> own = records.members().values().stream().flatMap(member -> member.task().stream());
        Stream<TaskRef> abandoned = records.abandoned().values().stream().map(Abandoned::task);
        memory.keepOnly(Stream.concat(own, abandoned).map(TaskRef::id).collect(Collectors.toSet()));
        waits.addAll(reservations.waits());
        verdicts.addAll(reservations.verdicts());
        if (reservations.reservations() != records.reservations()) {
            records = records.withReservations(reservations.reservations());
        }
        return new Decision(records, memory.finished(), List.copyOf(calls), List.copyOf(waits), List.copyOf(verdicts));
    }
}
