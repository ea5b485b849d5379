package org.mesoselk.scheduler.api.logstash;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.GrantedWish;
import org.mesoselk.scheduler.api.Problem;
import org.mesoselk.scheduler.core.model.AgentRef;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.logstash.PipelineWish;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The pipelines of an official Logstash: what all agents run, what is being rolled out, and what each agent really runs. */
@RestController
class PipelinesController {
    private final ApiContext scheduler;

    PipelinesController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * @param pipelines text by name; none: the default pipeline
     * @param rollout of the last set that was asked for; null before the first
     */
    record PipelinesAnswer(
            String fingerprint, Map<String, String> pipelines, RolloutLine rollout, List<MemberLine> members) {}

    /** @param sentence why it was not taken; empty when it was, or while it is under way */
    record RolloutLine(
            String stage, String fingerprint, Map<String, String> pipelines, Instant since, String sentence) {}

    /** @param running fingerprint of what really runs; null while that is not known @param refused Logstash's sentence, or null */
    record MemberLine(String member, String hostname, String running, String refused) {}

    @GetMapping("/v1/pipelines")
    PipelinesAnswer pipelines() {
        return answer(scheduler.board().read());
    }

    /** What that agent runs, as text; empty is the default pipeline. */
    @GetMapping("/v1/members/{name}/pipelines")
    SortedMap<String, String> effective(@PathVariable String name) {
        Published published = scheduler.board().read();
        Member member = Optional.ofNullable(published.records().members().get(name))
                .orElseThrow(() -> GrantedWish.noSuch(name));
        LogstashSpec spec = LogstashSpec.of(published.records());
        Optional<String> running = official(member, published).flatMap(OfficialReport::running);
        if (running.filter(Pipelines.fingerprint(spec.pipelines())::equals).isPresent()) {
            return spec.pipelines();
        }
        return spec.rollout()
                .map(Rollout::pipelines)
                .filter(pipelines ->
                        running.filter(Pipelines.fingerprint(pipelines)::equals).isPresent())
                .orElseThrow(() -> new Problem(
                        HttpStatus.CONFLICT,
                        "pipelines-unknown",
                        "what " + name + " runs is not known at present: "
                                + running.map(other -> "its fingerprint " + other + " is none of ours")
                                        .orElse("it has not said that its pipelines run")));
    }

    @PutMapping("/v1/pipelines/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RolloutLine put(@PathVariable String name, @RequestBody(required = false) byte[] body) {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "empty-pipeline",
                    "the body is the text of the pipeline and has none: DELETE takes a pipeline away");
        }
        if (!name.matches(Pipelines.NAME)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "pipeline-name",
                    "'" + name + "' is no name for a pipeline: use up to 64 letters, digits, '-' and '_'");
        }
        return wished(new PipelineWish(name, Optional.of(text)));
    }

    @DeleteMapping("/v1/pipelines/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RolloutLine delete(@PathVariable String name) {
        return wished(new PipelineWish(name, Optional.empty()));
    }

    private RolloutLine wished(PipelineWish wish) {
        Records stored = GrantedWish.of(scheduler, wish);
        return LogstashSpec.of(stored).rollout().map(PipelinesController::line).orElse(null);
    }

    private static PipelinesAnswer answer(Published published) {
        LogstashSpec spec = LogstashSpec.of(published.records());
        return new PipelinesAnswer(
                Pipelines.fingerprint(spec.pipelines()),
                spec.pipelines(),
                spec.rollout().map(PipelinesController::line).orElse(null),
                published.records().members().values().stream()
                        .map(member -> line(member, published))
                        .toList());
    }

    private static RolloutLine line(Rollout rollout) {
        return new RolloutLine(
                rollout.stage().name(),
                Pipelines.fingerprint(rollout.pipelines()),
                rollout.pipelines(),
                rollout.since(),
                rollout.sentence());
    }

    private static MemberLine line(Member member, Published published) {
        Optional<OfficialReport> official = official(member, published);
        return new MemberLine(
                member.name(),
                member.home().map(AgentRef::hostname).orElse(""),
                official.flatMap(OfficialReport::running).orElse(null),
                official.flatMap(OfficialReport::refused)
                        .map(OfficialReport.Refused::sentence)
                        .orElse(null));
    }

    private static Optional<OfficialReport> official(Member member, Published published) {
        return LogstashStatus.report(member, published).flatMap(LogstashReport::logstash);
    }
}
