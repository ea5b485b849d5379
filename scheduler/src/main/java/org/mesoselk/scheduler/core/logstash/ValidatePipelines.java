package org.mesoselk.scheduler.core.logstash;

import java.time.Duration;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.LogstashMemory.Sent;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.Rollout.Stage;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Before any agent runs new pipelines, one agent's Logstash says whether it would take them. */
final class ValidatePipelines {

    /** It takes as long as a start of Logstash, recorded at 24 to 57 s, on an agent that has other work. */
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(3);

    private ValidatePipelines() {}

    static void into(LogstashTick tick) {
        Optional<Rollout> validating = tick.spec().rollout().filter(rollout -> rollout.stage() == Stage.VALIDATING);
        if (validating.isEmpty()) {
            return;
        }
        Rollout rollout = validating.get();
        String fingerprint = Pipelines.fingerprint(rollout.pipelines());
        Optional<Validation> answer = tick.memory.logstash.reports.entrySet().stream()
                .filter(report -> isAsked(tick, report.getKey(), rollout, fingerprint))
                .flatMap(report -> report.getValue().logstash().stream())
                .flatMap(report -> report.validation().stream())
                .filter(validation -> validation.fingerprint().equals(fingerprint))
                .filter(validation -> !validation.state().equals(Validation.RUNNING))
                .findFirst();
        if (answer.filter(said -> said.state().equals(Validation.VALID)).isPresent()) {
            tick.move(rollout.at(Stage.ROLLING, tick.now, ""));
        } else if (answer.filter(said -> said.state().equals(Validation.INVALID))
                .isPresent()) {
            tick.move(rollout.at(Stage.REFUSED, tick.now, answer.get().sentence()));
        } else {
            ask(tick, rollout, fingerprint, answer);
        }
    }

    private static void ask(LogstashTick tick, Rollout rollout, String fingerprint, Optional<Validation> unknown) {
        boolean isAsked = tick.memory.logstash.validateSent.values().stream()
                .filter(sent ->
                        sent.fingerprint().equals(fingerprint) && !sent.at().isBefore(rollout.since()))
                .anyMatch(sent -> tick.now.isBefore(sent.at().plus(ANSWERS_WITHIN)));
        Optional<TaskRef> validator = isAsked ? Optional.empty() : next(tick, fingerprint);
        validator.ifPresent(task -> {
            tick.memory.logstash.validateSent.put(task.id(), new Sent(fingerprint, tick.now, tick.now));
            // What it has answered to an earlier question, perhaps about the same set, is no answer to this one.
            tick.memory.logstash.reports.computeIfPresent(task.id(), (id, report) -> report.withoutValidation());
            tick.call(new Call.SendValidate(task, rollout.pipelines()));
        });
        tick.wait(
                "pipelines-validating",
                "pipelines",
                isAsked || validator.isPresent()
                        ? "an agent's Logstash is asked whether it would take the pipelines "
                                + rollout.pipelines().keySet() + ", since " + rollout.since()
                        : "no agent runs a Logstash that could be asked about the pipelines "
                                + rollout.pipelines().keySet()
                                + unknown.map(said -> "; the last answer: " + said.sentence())
                                        .orElse(""));
    }

    /** Another one than was asked last, where there is another. */
    private static Optional<TaskRef> next(LogstashTick tick, String fingerprint) {
        return tick.members().stream()
                .filter(member -> member.state() instanceof MemberState.Running)
                .filter(member -> official(tick, member).isPresent())
                .flatMap(member -> member.task().stream())
                .min((one, other) ->
                        Boolean.compare(wasAsked(tick, one, fingerprint), wasAsked(tick, other, fingerprint)));
    }

    /** In this rollout: the same set may have been tried before. */
    private static boolean isAsked(LogstashTick tick, String taskId, Rollout rollout, String fingerprint) {
        Sent sent = tick.memory.logstash.validateSent.get(taskId);
        return sent != null
                && sent.fingerprint().equals(fingerprint)
                && !sent.at().isBefore(rollout.since());
    }

    private static boolean wasAsked(LogstashTick tick, TaskRef task, String fingerprint) {
        Sent sent = tick.memory.logstash.validateSent.get(task.id());
        return sent != null && sent.fingerprint().equals(fingerprint);
    }

    static Optional<OfficialReport> official(LogstashTick tick, Member member) {
        return member.task()
                .map(task -> tick.memory.logstash.reports.get(task.id()))
                .flatMap(LogstashReport::logstash);
    }
}
