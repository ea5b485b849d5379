package org.mesoselk.scheduler.runtime;

import java.time.Instant;
import java.util.OptionalLong;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.Settings;

/**
 * An operator's wish for another number of members.
 *
 * @param confirmed the operator has read the warnings
 * @param dryRun only say what would be done
 * @param generation of the spec that the operator has seen; empty when it does not matter
 */
public record ScaleWish(int count, boolean confirmed, boolean dryRun, OptionalLong generation)
        implements Wish<ScaleOutcome> {

    @Override
    public Reply<ScaleOutcome> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        long present = records.spec().generation();
        if (generation.isPresent() && generation.getAsLong() != present) {
            int nodes = ElasticsearchSpec.of(records).nodeSet().count();
            return new Reply<>(records, stored -> new ScaleOutcome.Outdated(present, nodes));
        }
        ScaleAnswer answer = core.scale(records, memory, count, confirmed, now);
        Records granted = !dryRun && answer instanceof ScaleAnswer.Accepted accepted ? accepted.records() : records;
        return new Reply<>(
                granted,
                stored -> new ScaleOutcome.Answered(answer, stored.spec().generation()));
    }

    @Override
    public ScaleOutcome unavailable(String sentence, boolean perhapsStored) {
        return new ScaleOutcome.Unavailable(sentence, perhapsStored);
    }

    @Override
    public ScaleOutcome tooLong(String sentence) {
        return new ScaleOutcome.TooLong(sentence);
    }
}
