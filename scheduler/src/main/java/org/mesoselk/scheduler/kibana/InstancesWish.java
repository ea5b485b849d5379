package org.mesoselk.scheduler.kibana;

import java.time.Instant;
import java.util.OptionalLong;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.runtime.Wish;

/**
 * Another number of instances in a group.
 *
 * @param dryRun only say whether it would be done
 * @param generation of the spec that the operator has seen; empty when it does not matter
 */
public record InstancesWish(String group, int count, boolean dryRun, OptionalLong generation)
        implements Wish<InstancesAnswer> {

    @Override
    public Reply<InstancesAnswer> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        KibanaSpec spec = KibanaSpec.of(records);
        Integer present = spec.counts().get(group);
        if (present == null) {
            return new Reply<>(
                    records,
                    stored -> new InstancesAnswer.NoSuchGroup(spec.counts().keySet()));
        } else if (generation.isPresent() && generation.getAsLong() != spec.generation()) {
            return new Reply<>(records, stored -> new InstancesAnswer.Outdated(spec.generation(), present));
        }
        Records granted = dryRun || present == count ? records : records.with(spec.withCount(group, count));
        return new Reply<>(
                granted,
                stored -> new InstancesAnswer.Granted(present, stored.spec().generation()));
    }

    @Override
    public InstancesAnswer unavailable(String sentence, boolean perhapsStored) {
        return new InstancesAnswer.Unavailable(sentence, perhapsStored);
    }

    @Override
    public InstancesAnswer tooLong(String sentence) {
        return new InstancesAnswer.TooLong(sentence);
    }
}
