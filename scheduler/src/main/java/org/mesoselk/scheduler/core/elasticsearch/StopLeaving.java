package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.safety.Leaving;
import org.mesoselk.scheduler.core.safety.SafeToStop;
import org.mesoselk.scheduler.core.safety.Safety;

/**
 * The only place that kills: in a tick with a new look at Elasticsearch, and only when that very look says that the whole
 * leaving set may be stopped. A kill that seems lost is repeated under the same condition.
 */
final class StopLeaving {

    private static final Duration KILL_AGAIN = Duration.ofSeconds(10);

    private StopLeaving() {}

    static void into(Tick tick) {
        dismissThoseWithoutData(tick);
        List<Member> candidates = tick.leaving().stream()
                .filter(member -> !(member.state() instanceof MemberState.Stopped))
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        Optional<Known> look = tick.look();
        if (look.isEmpty()) {
            candidates.forEach(member -> tick.wait(
                    "elasticsearch-unknown",
                    member.name(),
                    member.name() + " leaves when Elasticsearch has said anew that it may"));
            return;
        }
        Safety safety =
                SafeToStop.judge(look.get(), Leaving.of(tick.records().members().values()));
        if (safety instanceof Safety.NotSafe notSafe) {
            tick.waits(notSafe.reasons());
        } else if (safety instanceof Safety.Safe && candidates.stream().allMatch(tick::hasAnswered)) {
            candidates.forEach(member -> stop(tick, member));
        }
    }

    private static void dismissThoseWithoutData(Tick tick) {
        tick.leaving().stream()
                .filter(tick::hasNothingToLose)
                .forEach(member -> tick.put(member.with(new MemberState.Stopped(tick.now))));
    }

    private static void stop(Tick tick, Member member) {
        Optional<TaskRef> task = member.task();
        if (task.isEmpty()) {
            tick.put(member.with(new MemberState.Stopped(tick.now)));
            return;
        }
        Instant sent = tick.memory.killsSent.get(task.get().id());
        if (sent != null && tick.now.isBefore(sent.plus(KILL_AGAIN))) {
            return;
        }
        if (!(member.state() instanceof MemberState.Stopping)) {
            tick.put(member.with(new MemberState.Stopping(task.get(), tick.now)));
        }
        tick.memory.killsSent.put(task.get().id(), tick.now);
        tick.call(new Call.Kill(task.get().id(), task.get().agent().id(), tick.settings.killGrace()));
    }
}
