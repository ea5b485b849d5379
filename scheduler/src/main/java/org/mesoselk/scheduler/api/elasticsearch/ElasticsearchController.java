package org.mesoselk.scheduler.api.elasticsearch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.MemberBackOff;
import org.mesoselk.scheduler.api.Problem;
import org.mesoselk.scheduler.api.Sandboxes;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Readiness;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is wanted, and what there is. */
@RestController
class ElasticsearchController {
    private final ApiContext scheduler;
    private final ServletWebServerApplicationContext server;

    ElasticsearchController(ApiContext scheduler, ServletWebServerApplicationContext server) {
        this.scheduler = scheduler;
        this.server = server;
    }

    /** @param report what the executor said of the node; empty before it did */
    record MemberAnswer(
            Member member, boolean ready, Optional<NodeReport> report, String sandbox, MemberBackOff backOff) {}

    /** @param progress only while it runs */
    record OperationAnswer(Operation operation, Optional<ElasticsearchStatus.OperationLine> running) {}

    @GetMapping("/v1/status")
    ElasticsearchStatus status() {
        return ElasticsearchStatus.of(
                scheduler.board().read(),
                scheduler.url().apply(server.getWebServer().getPort()),
                scheduler.agentUrls(),
                scheduler.leadership().milestones());
    }

    @GetMapping("/v1/spec")
    ResponseEntity<ElasticsearchSpec> spec() {
        ElasticsearchSpec spec = ElasticsearchSpec.of(scheduler.board().read().records());
        return ResponseEntity.ok().eTag(Long.toString(spec.generation())).body(spec);
    }

    @GetMapping("/v1/members")
    List<MemberAnswer> members() {
        Published published = scheduler.board().read();
        String frameworkId = published.records().frameworkId().orElse("");
        return published.records().members().values().stream()
                .map(member -> new MemberAnswer(
                        member,
                        Readiness.ready(member, published.memory()),
                        member.task().map(task -> published.memory().reports().get(task.id())),
                        member.task()
                                .map(task -> Sandboxes.of(task, frameworkId, scheduler.agentUrls()))
                                .orElse(""),
                        MemberBackOff.of(member)))
                .toList();
    }

    @GetMapping("/v1/operations")
    List<Operation> operations() {
        List<Operation> newestFirst = new ArrayList<>(scheduler.board().read().operations());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @GetMapping("/v1/operations/{id}")
    OperationAnswer operation(@PathVariable String id) {
        Published published = scheduler.board().read();
        Operation operation = published.operations().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-operation",
                        "there is no operation " + id + " among the last ones; GET /v1/operations lists them"));
        boolean running = operation.status() == Operation.Status.RUNNING;
        return new OperationAnswer(
                operation,
                running ? Optional.of(ElasticsearchStatus.operation(operation, published)) : Optional.empty());
    }

    @GetMapping("/v1/endpoints")
    List<String> endpoints() {
        return ElasticsearchStatus.endpoints(scheduler.board().read());
    }
}
