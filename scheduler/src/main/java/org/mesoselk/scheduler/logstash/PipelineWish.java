package org.mesoselk.scheduler.logstash;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.AwaitedPipelines;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.runtime.Wish;
import org.mesoselk.scheduler.runtime.WishAnswer;

/**
 * A pipeline shall be another one, or be none any more. What is wished is rolled out as a whole set.
 *
 * @param text empty takes the pipeline away
 */
public record PipelineWish(String name, Optional<String> text) implements Wish<WishAnswer> {

    @Override
    public Reply<WishAnswer> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        LogstashSpec spec = LogstashSpec.of(records);
        if (((LogstashSettings) settings).task().logstash().isEmpty()) {
            return refused(
                    records,
                    "forwarder-has-no-pipelines",
                    "the engine is the built-in forwarder, which runs no pipelines: start the scheduler with"
                            + " --logstash-home, --logstash-url or --logstash-image");
        } else if (spec.rollout().filter(last -> last.stage().isUnderWay()).isPresent()) {
            return refused(
                    records,
                    "rollout-under-way",
                    "other pipelines are being rolled out ("
                            + spec.rollout().get().stage() + "): wait until that is done, GET /v1/pipelines tells");
        } else if (text.isEmpty() && !spec.pipelines().containsKey(name)) {
            return refused(
                    records, "no-such-pipeline", "there is no pipeline " + name + ": GET /v1/pipelines lists them");
        }
        SortedMap<String, String> wanted = AwaitedPipelines.without(spec.pipelines());
        text.ifPresentOrElse(wished -> wanted.put(name, wished), () -> wanted.remove(name));
        if (Rollout.isTooLong(wanted)) {
            return new Reply<>(
                    records,
                    stored -> new WishAnswer.TooLong(
                            "pipelines-too-long",
                            "all pipelines together may have " + Rollout.MOST_CHARACTERS
                                    + " characters, as they are kept in ZooKeeper: make them shorter"));
        } else if (wanted.equals(spec.pipelines())) {
            return new Reply<>(records, WishAnswer.Granted::new);
        }
        return new Reply<>(records.with(spec.with(Rollout.begin(wanted, now))), WishAnswer.Granted::new);
    }

    private static Reply<WishAnswer> refused(Records records, String name, String sentence) {
        return new Reply<>(records, stored -> new WishAnswer.Refused(name, sentence));
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
