package org.mesoselk.scheduler.api.logstash;

import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.GrantedWish;
import org.mesoselk.scheduler.api.MemberBackOff;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is wanted, and what there is. */
@RestController
class LogstashController {
    private final ApiContext scheduler;
    private final ServletWebServerApplicationContext server;

    LogstashController(ApiContext scheduler, ServletWebServerApplicationContext server) {
        this.scheduler = scheduler;
        this.server = server;
    }

    /**
     * @param report what the executor said of its engine; empty before it did
     * @param outdated whether it runs with other options than this scheduler's; null while that is not known
     */
    record MemberAnswer(
            Member member,
            boolean ready,
            Optional<LogstashReport> report,
            String sandbox,
            MemberBackOff backOff,
            Boolean outdated) {}

    @GetMapping("/v1/status")
    LogstashStatus status() {
        return LogstashStatus.of(
                scheduler, scheduler.url().apply(server.getWebServer().getPort()));
    }

    @GetMapping("/v1/spec")
    ResponseEntity<LogstashSpec> spec() {
        LogstashSpec spec = LogstashSpec.of(scheduler.board().read().records());
        return ResponseEntity.ok().eTag(Long.toString(spec.generation())).body(spec);
    }

    @GetMapping("/v1/members")
    List<MemberAnswer> members() {
        Published published = scheduler.board().read();
        String fingerprint = fingerprint();
        return published.records().members().values().stream()
                .map(member -> answer(member, published, fingerprint))
                .toList();
    }

    @GetMapping("/v1/members/{name}")
    MemberAnswer member(@PathVariable String name) {
        Published published = scheduler.board().read();
        return Optional.ofNullable(published.records().members().get(name))
                .map(member -> answer(member, published, fingerprint()))
                .orElseThrow(() -> GrantedWish.noSuch(name));
    }

    @GetMapping("/v1/endpoints")
    List<String> endpoints() {
        return LogstashStatus.endpoints(scheduler.board().read());
    }

    private String fingerprint() {
        return ((LogstashSettings) scheduler.settings()).fingerprint();
    }

    private MemberAnswer answer(Member member, Published published, String fingerprint) {
        return new MemberAnswer(
                member,
                member.state() instanceof MemberState.Running running && running.healthy(),
                LogstashStatus.report(member, published),
                LogstashStatus.sandbox(member, published, scheduler),
                MemberBackOff.of(member),
                LogstashStatus.outdated(member, published, fingerprint));
    }
}
