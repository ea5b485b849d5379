package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.LogstashMemory.Sent;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.Rollout.Stage;
import org.mesoselk.scheduler.core.model.TaskRef;

/**
 * Which pipelines an agent runs is what its executor has seen run, not what it was told. New ones go to one agent first, then
 * to a tenth of them at a time. When one refuses them, or does not run them in time, all go back to those before. One that
 * has not reported yet, as after a change of schedulers, is neither counted as running them nor told anything.
 */
final class RollPipelines {

    /** Messages may be lost: it is told again until its report speaks of them. */
    private static final Duration TOLD_AGAIN = Duration.ofSeconds(30);

    /** Longer than a Logstash that starts anew takes, with the patience of its executor. */
    private static final Duration RUNS_WITHIN = Duration.ofMinutes(6);

    private static final int PARTS = 10;

    private RollPipelines() {}

    static void into(LogstashTick tick) {
        if (tick.settings.task().logstash().isEmpty()) {
            return;
        }
        List<Member> running = tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Running)
                .toList();
        Optional<Rollout> rollout = tick.spec().rollout();
        if (rollout.filter(next -> next.stage() == Stage.ROLLING).isPresent()) {
            roll(tick, running, rollout.get());
        } else {
            boolean allHaveThem = keep(tick, running, tick.spec().pipelines());
            rollout.filter(next -> next.stage() == Stage.ROLLING_BACK && allHaveThem)
                    .ifPresent(back -> tick.move(back.at(Stage.ROLLED_BACK, tick.now, back.sentence())));
        }
    }

    private static void roll(LogstashTick tick, List<Member> running, Rollout rollout) {
        String fingerprint = Pipelines.fingerprint(rollout.pipelines());
        Optional<String> refusal = running.stream()
                .flatMap(member -> refusal(tick, member, fingerprint).stream())
                .findFirst();
        if (refusal.isPresent()) {
            tick.move(rollout.at(Stage.ROLLING_BACK, tick.now, refusal.get()));
            return;
        }
        List<Member> without = running.stream()
                .filter(member -> !runs(tick, member, fingerprint))
                .toList();
        if (without.isEmpty() && !running.isEmpty()) {
            tick.move(rollout.at(Stage.DONE, tick.now, ""));
            return;
        }
        int have = running.size() - without.size();
        long room = have == 0 ? 1 : Math.max(1, running.size() / PARTS);
        without.stream()
                .filter(member -> ValidatePipelines.official(tick, member).isPresent())
                .sorted((one, other) ->
                        Boolean.compare(!isTold(tick, one, fingerprint), !isTold(tick, other, fingerprint)))
                .limit(room)
                .forEach(member -> tell(tick, member.task().orElseThrow(), rollout.pipelines(), fingerprint));
        tick.wait(
                "pipelines-rolling",
                "pipelines",
                have + " of " + running.size() + " agents run the pipelines "
                        + rollout.pipelines().keySet() + ", " + Math.min(room, without.size()) + " at a time");
    }

    /**
     * One that has refused others runs these, but says so, and is not healthy, until it is told these again.
     *
     * @return whether all run them
     */
    private static boolean keep(LogstashTick tick, List<Member> running, SortedMap<String, String> agreed) {
        String fingerprint = Pipelines.fingerprint(agreed);
        List<Member> without = running.stream()
                .filter(member -> !runs(tick, member, fingerprint) || hasRefused(tick, member))
                .toList();
        without.stream()
                .filter(member -> ValidatePipelines.official(tick, member).isPresent())
                .forEach(member -> tell(tick, member.task().orElseThrow(), agreed, fingerprint));
        return without.isEmpty();
    }

    private static void tell(LogstashTick tick, TaskRef task, SortedMap<String, String> pipelines, String fingerprint) {
        Sent sent = tick.memory.logstash.pipelinesSent.get(task.id());
        boolean isTold = sent != null && sent.fingerprint().equals(fingerprint);
        boolean isHeard = Optional.ofNullable(tick.memory.logstash.reports.get(task.id()))
                .flatMap(report -> report.logstash())
                .flatMap(OfficialReport::applying)
                .filter(fingerprint::equals)
                .isPresent();
        if (!isTold || !isHeard && !tick.now.isBefore(sent.at().plus(TOLD_AGAIN))) {
            tick.memory.logstash.pipelinesSent.put(
                    task.id(), new Sent(fingerprint, isTold ? sent.since() : tick.now, tick.now));
            tick.call(new Call.SendPipelines(task, pipelines));
        }
    }

    private static boolean isTold(LogstashTick tick, Member member, String fingerprint) {
        return member.task()
                .map(task -> tick.memory.logstash.pipelinesSent.get(task.id()))
                .filter(sent -> sent.fingerprint().equals(fingerprint))
                .isPresent();
    }

    private static boolean runs(LogstashTick tick, Member member, String fingerprint) {
        return ValidatePipelines.official(tick, member)
                .flatMap(OfficialReport::running)
                .filter(fingerprint::equals)
                .isPresent();
    }

    private static boolean hasRefused(LogstashTick tick, Member member) {
        return ValidatePipelines.official(tick, member)
                .flatMap(OfficialReport::refused)
                .isPresent();
    }

    private static Optional<String> refusal(LogstashTick tick, Member member, String fingerprint) {
        String on = member.name() + " on agent " + member.home().orElseThrow().hostname();
        Optional<String> refused = ValidatePipelines.official(tick, member)
                .flatMap(OfficialReport::refused)
                .filter(said -> said.fingerprint().equals(fingerprint))
                .map(said -> on + " refused them: " + said.sentence());
        boolean isLate = !runs(tick, member, fingerprint)
                && member.task()
                        .map(task -> tick.memory.logstash.pipelinesSent.get(task.id()))
                        .filter(sent -> sent.fingerprint().equals(fingerprint))
                        .filter(sent -> !tick.now.isBefore(sent.since().plus(RUNS_WITHIN)))
                        .isPresent();
        return isLate && refused.isEmpty()
                ? Optional.of(on + " has not run them within " + RUNS_WITHIN.toMinutes() + " minutes")
                : refused;
    }
}
