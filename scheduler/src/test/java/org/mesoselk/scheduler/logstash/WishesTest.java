package org.mesoselk.scheduler.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.logstash.LogstashCore;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.runtime.Wish;
import org.mesoselk.scheduler.runtime.WishAnswer;

class WishesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskRef TASK = new TaskRef("ls-0.1", new AgentRef("S1", "host1", "10.0.0.1"), 0, 0, NOW);

    private static Records with(MemberState state) {
        return new Records(Optional.empty(), LogstashSpec.FIRST, Cluster.NONE, new TreeMap<>(), Optional.empty())
                .with(new Member(
                        "ls-0",
                        "logstash",
                        0,
                        false,
                        new Member.Goal.Stay(),
                        state,
                        Optional.empty(),
                        0,
                        Optional.empty()));
    }

    private static Wish.Reply<WishAnswer> restart(String name, Records records) {
        return new RestartWish(name).reply(new LogstashCore(), records, Memory.initial(NOW), null, NOW);
    }

    @Test
    void aRestartIsRecordedAsAStopOfTheTask() {
        Wish.Reply<WishAnswer> reply = restart("ls-0", with(new MemberState.Running(TASK, true)));
        assertThat(reply.records()).isEqualTo(with(new MemberState.Stopping(TASK, NOW)));
        assertThat(reply.answer().apply(reply.records())).isEqualTo(new WishAnswer.Granted(reply.records()));
    }

    @Test
    void aTaskThatStopsAlreadyIsNotStoppedAnew() {
        Records stopping = with(new MemberState.Stopping(TASK, NOW.minusSeconds(9)));
        assertThat(restart("ls-0", stopping).records()).isSameAs(stopping);
    }

    @Test
    void whatHasNoTaskIsNotRestarted() {
        Records pending = with(new MemberState.Pending(NOW, NOW));
        Wish.Reply<WishAnswer> reply = restart("ls-0", pending);
        assertThat(reply.records()).isSameAs(pending);
        assertThat(reply.answer().apply(pending)).isInstanceOf(WishAnswer.Refused.class);
        assertThat(restart("ls-7", pending).answer().apply(pending)).isEqualTo(new WishAnswer.NoSuchMember("ls-7"));
    }
}
