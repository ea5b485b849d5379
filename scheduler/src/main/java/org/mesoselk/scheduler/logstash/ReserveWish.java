package org.mesoselk.scheduler.logstash;

import java.time.Instant;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.runtime.Wish;
import org.mesoselk.scheduler.runtime.WishAnswer;

/** Logstash's share shall be reserved on every agent, also on those that join later; or not any more. */
public record ReserveWish(boolean reserved) implements Wish<WishAnswer> {

    @Override
    public Reply<WishAnswer> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        if (reserved && settings.role().equals("*")) {
            return new Reply<>(
                    records,
                    stored -> new WishAnswer.Refused(
                            "no-role",
                            "Mesos reserves for a role, and this framework has none (it takes offers as *): start the"
                                    + " scheduler with --role, e.g. --role=" + settings.frameworkName()));
        }
        LogstashSpec spec = LogstashSpec.of(records);
        return new Reply<>(
                spec.reserved() == reserved ? records : records.with(spec.withReserved(reserved)),
                WishAnswer.Granted::new);
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
