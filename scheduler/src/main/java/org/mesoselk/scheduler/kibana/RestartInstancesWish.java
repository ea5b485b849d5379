package org.mesoselk.scheduler.kibana;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.runtime.Wish;
import org.mesoselk.scheduler.runtime.WishAnswer;

/**
 * The tasks of these instances shall be replaced by new ones, one at a time in each group.
 *
 * @param whose empty: of all groups
 */
public record RestartInstancesWish(Optional<Target> whose) implements Wish<WishAnswer> {

    /** Of whom. */
    public sealed interface Target {}

    public record OfGroup(String group) implements Target {}

    public record OfMember(String name) implements Target {}

    @Override
    public Reply<WishAnswer> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        KibanaSpec spec = KibanaSpec.of(records);
        if (whose.orElse(null) instanceof OfMember one && !records.members().containsKey(one.name())) {
            return new Reply<>(records, stored -> new WishAnswer.NoSuchMember(one.name()));
        } else if (whose.orElse(null) instanceof OfGroup one && !spec.counts().containsKey(one.group())) {
            return refused(
                    records,
                    "no-such-group",
                    "there is no group " + one.group() + ", only "
                            + spec.counts().keySet());
        }
        List<String> tasks = records.members().values().stream()
                .filter(this::isMeant)
                .flatMap(member -> member.task().map(TaskRef::id).stream())
                .toList();
        if (tasks.isEmpty()) {
            return refused(
                    records, "nothing-to-restart", "none of them has a task; GET /v1/waits says what they wait for");
        }
        KibanaSpec changed = spec.withRestarts(tasks);
        return new Reply<>(changed == spec ? records : records.with(changed), WishAnswer.Granted::new);
    }

    private static Reply<WishAnswer> refused(Records records, String name, String sentence) {
        return new Reply<>(records, stored -> new WishAnswer.Refused(name, sentence));
    }

    private boolean isMeant(Member member) {
        return whose.map(target -> target instanceof OfMember one
                        ? one.name().equals(member.name())
                        : ((OfGroup) target).group().equals(member.nodeSet()))
                .orElse(true);
    }

    @Override
    public WishAnswer unavailable(String sentence, boolean perhapsStored) {
        return new WishAnswer.Unavailable(sentence, perhapsStored);
    }

    @Override
    public WishAnswer tooLong(String sentence) {
        return new WishAnswer.TooLong(sentence);
    }
}
