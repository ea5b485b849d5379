package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.framework.Surplus;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Memory.Drained;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.core.safety.Leaving;
import org.mesoselk.scheduler.core.safety.SafeToStop;
import org.mesoselk.scheduler.core.safety.Safety;
import org.mesoselk.scheduler.core.safety.Searching;

/**
 * The only place where members are killed: in a tick with a new look at Elasticsearch, and only when that very look says that the whole
 * leaving set may be stopped. A kill that seems lost is repeated under the same condition.
 */
final class StopLeaving {

    private static final Duration KILL_AGAIN = Duration.ofSeconds(10);

    private StopLeaving() {}

    static void into(ElasticsearchTick tick) {
        dismissThoseWithoutData(tick);
        if (tick.leaving().isEmpty()) {
            tick.memory.drained = Optional.empty();
        }
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
        Leaving leaving = Leaving.of(tick.records().members().values());
        Safety safety = SafeToStop.judge(look.get(), leaving);
        if (safety instanceof Safety.NotSafe notSafe) {
            tick.memory.drained = Optional.empty();
            tick.waits(notSafe.reasons());
        } else if (safety instanceof Safety.Safe && candidates.stream().allMatch(tick::hasAnswered)) {
            List<Wait> searching = searching(tick, look.get(), leaving);
            if (!searching.isEmpty()) {
                tick.waits(searching);
            } else if (Surplus.stopping(tick).isEmpty()) {
                candidates.forEach(member -> stop(tick, member, look.get()));
            } else {
                // What is being stopped there may be what was counted on here.
                candidates.forEach(
                        member -> tick.wait(
                                "surplus-task",
                                member.name(),
                                member.name()
                                        + " leaves when the surplus task that is stopping has ended: one disruption at a time"));
            }
        }
    }

    /** Who searches was asked after where the shards are: whoever began before all was empty is among them. */
    private static List<Wait> searching(ElasticsearchTick tick, Known look, Leaving leaving) {
        Drained drained = tick.memory
                .drained
                .orElse(new Drained(tick.now, Optional.empty()))
                .seen(look.searches());
        tick.memory.drained = Optional.of(drained);
        return Searching.reasons(leaving, drained, tick.now);
    }

    private static void dismissThoseWithoutData(ElasticsearchTick tick) {
        tick.leaving().stream()
                .filter(tick::hasNothingToLose)
                .forEach(member -> tick.put(member.with(new MemberState.Stopped(tick.now))));
    }

    private static void stop(ElasticsearchTick tick, Member member, Known look) {
        Optional<TaskRef> task = member.task();
        if (task.isEmpty()) {
            tick.put(member.with(new MemberState.Stopped(tick.now)));
            return;
        }
        Optional<Instant> lostSince = lostSince(tick, member);
        if (lostSince.isPresent()) {
            leaveBehind(tick, member, look, lostSince.get());
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

    /** A kill does not reach an agent that is out of Mesos' sight. */
    private static Optional<Instant> lostSince(ElasticsearchTick tick, Member member) {
        if (member.state() instanceof MemberState.Unreachable unreachable) {
            return Optional.of(unreachable.since());
        }
        TaskUpdate said = tick.memory.said.get(member.task().orElseThrow().id());
        return member.state() instanceof MemberState.Stopping stopping
                        && said != null
                        && said.state() == TaskState.UNREACHABLE
                ? Optional.of(stopping.since())
                : Optional.empty();
    }

    /** Drained, and its agent does not come back: its task is given up; should it return, it is stopped as surplus. */
    private static void leaveBehind(ElasticsearchTick tick, Member member, Known look, Instant since) {
        Optional<Instant> due = tick.settings.replaceAfter().map(since::plus);
        String name = member.name();
        if (look.node(name).isPresent()) {
            tick.wait(
                    "node-still-listed",
                    name,
                    name + " is to stop, but its agent is out of Mesos' sight while Elasticsearch lists its node: it is"
                            + " told to stop when the agent is back");
        } else if (due.filter(at -> !tick.now.isBefore(at)).isPresent()) {
            tick.abandonTaskOf(member);
            tick.put(member.with(new MemberState.Stopped(tick.now)));
        } else {
            due.ifPresent(at -> tick.wait(
                    "replace-after",
                    name,
                    name + " is to stop and holds nothing that is needed: it is waited for until " + at
                            + ", then it leaves without its agent"));
        }
    }
}
