package org.mesoselk.scheduler.logstash;

import java.time.Instant;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Settings;
import org.mesoselk.scheduler.runtime.Wish;
import org.mesoselk.scheduler.runtime.WishAnswer;

/** A member's task shall end and be launched anew, on the same agent. What it has not delivered, the next one reads again. */
public record RestartWish(String memberName) implements Wish<WishAnswer> {

    @Override
    public Reply<WishAnswer> reply(Core core, Records records, Memory memory, Settings settings, Instant now) {
        Member member = records.members().get(memberName);
        if (member == null) {
            return new Reply<>(records, stored -> new WishAnswer.NoSuchMember(memberName));
        } else if (member.task().isEmpty()) {
            return new Reply<>(
                    records,
                    stored -> new WishAnswer.Refused(
                            "nothing-to-restart", memberName + " has no task; GET /v1/waits says what it waits for"));
        } else if (member.state() instanceof MemberState.Stopping) {
            return new Reply<>(records, WishAnswer.Granted::new);
        }
        return new Reply<>(
                records.with(member.with(new MemberState.Stopping(member.task().orElseThrow(), now))),
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
