package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.Wait;

/** Another number of members: accepted as a new operation in place of the running one, or refused with every reason. */
final class Scale {

    static final int MOST = 49;

    private Scale() {}

    static ScaleAnswer answer(Records records, Memory memory, int count, boolean confirmed, Instant now) {
        if (count < 1 || count > MOST) {
            return new ScaleAnswer.Refused(
                    List.of(new Wait(
                            "count-out-of-range",
                            "elasticsearch",
                            count + " members cannot be had: ask for 1 to " + MOST)),
                    false);
        }
        int present = ElasticsearchSpec.of(records).nodeSet().count();
        if (count == present) {
            return new ScaleAnswer.Unchanged(count);
        }
        Optional<Wait> singleNode = SingleNodeLine.veto(records, memory, count);
        if (singleNode.isPresent()) {
            return new ScaleAnswer.Refused(List.of(singleNode.get()), false);
        }
        List<String> notes = new ArrayList<>();
        if (count < present) {
            List<Wait> vetoes = ScaleDownVetoes.of(records, memory, count, now);
            boolean refused = vetoes.stream().anyMatch(veto -> !confirmed || !ScaleDownVetoes.yieldsToConfirm(veto));
            if (refused) {
                return new ScaleAnswer.Refused(vetoes, vetoes.stream().allMatch(ScaleDownVetoes::yieldsToConfirm));
            }
            notes.addAll(ScaleNotes.onLeaving(records, memory, count));
        }
        notes.addAll(ScaleNotes.onCost(records, count));
        records.operation()
                .filter(operation -> operation.status() == Operation.Status.RUNNING)
                .ifPresent(old -> notes.add(
                        "takes the place of the running operation " + old.id() + " (to " + old.to() + " members)"));
        Records changed = stayAgain(records.with(ElasticsearchSpec.of(records).withCount(count)), count);
        Operation operation = operation(changed, now);
        return new ScaleAnswer.Accepted(changed.with(operation), operation, List.copyOf(notes));
    }

    /** The operation that leads from the present members to what the spec wants. */
    static Operation operation(Records records, Instant now) {
        int count = ElasticsearchSpec.of(records).nodeSet().count();
        boolean down = records.members().values().stream().anyMatch(member -> member.ordinal() >= count);
        return new Operation(
                "scale-" + records.spec().generation(),
                down ? Operation.Kind.SCALE_DOWN : Operation.Kind.SCALE_UP,
                records.members().size(),
                count,
                Operation.Status.RUNNING,
                now,
                Optional.empty(),
                records.members().values().stream()
                        .filter(Member::leaving)
                        .map(Member::name)
                        .toList());
    }

    /** A wanted member that has not yet been told to stop stays; one that has goes on to leave and is made anew. */
    private static Records stayAgain(Records records, int count) {
        Records changed = records;
        for (Member member : records.members().values()) {
            boolean tooLate =
                    member.state() instanceof MemberState.Stopping || member.state() instanceof MemberState.Stopped;
            if (member.leaving() && member.ordinal() < count && !tooLate) {
                changed = changed.with(member.with(new Member.Goal.Stay()));
            }
        }
        return changed;
    }
}
