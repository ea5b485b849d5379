package org.mesoselk.scheduler.api.kibana;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.GrantedWish;
import org.mesoselk.scheduler.api.MemberBackOff;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is wanted, and what there is. */
@RestController
class KibanaController {
    private final ApiContext scheduler;
    private final ServletWebServerApplicationContext server;

    KibanaController(ApiContext scheduler, ServletWebServerApplicationContext server) {
        this.scheduler = scheduler;
        this.server = server;
    }

    /**
     * @param report what the executor said of its Kibana; empty before it did
     * @param outdated whether it was launched with other options than this scheduler's; null while that is not known
     */
    record MemberAnswer(
            Member member,
            boolean ready,
            Optional<KibanaReport> report,
            String sandbox,
            MemberBackOff backOff,
            Boolean outdated) {}

    @GetMapping("/v1/status")
    KibanaStatus status() {
        return KibanaStatus.of(
                scheduler, scheduler.url().apply(server.getWebServer().getPort()));
    }

    @GetMapping("/v1/spec")
    ResponseEntity<KibanaSpec> spec() {
        KibanaSpec spec = KibanaSpec.of(scheduler.board().read().records());
        return ResponseEntity.ok().eTag(Long.toString(spec.generation())).body(spec);
    }

    @GetMapping("/v1/members")
    List<MemberAnswer> members() {
        return instances().stream().map(this::answer).toList();
    }

    @GetMapping("/v1/members/{name}")
    MemberAnswer member(@PathVariable String name) {
        return instances().stream()
                .filter(instance -> instance.member().name().equals(name))
                .findFirst()
                .map(this::answer)
                .orElseThrow(() -> GrantedWish.noSuch(name));
    }

    @GetMapping("/v1/endpoints")
    List<String> endpoints() {
        return KibanaStatus.endpoints(instances());
    }

    /** By group, those without any included. */
    @GetMapping("/v1/kibana/endpoints")
    SortedMap<String, List<String>> endpointsByGroup() {
        SortedMap<String, List<String>> endpoints = new TreeMap<>();
        KibanaSpec.of(scheduler.board().read().records())
                .counts()
                .keySet()
                .forEach(group -> endpoints.put(
                        group,
                        KibanaStatus.endpoints(instances().stream()
                                .filter(instance -> instance.group().equals(group))
                                .toList())));
        return endpoints;
    }

    private List<Instance> instances() {
        return Instance.all(scheduler.board().read(), scheduler.settings());
    }

    private MemberAnswer answer(Instance instance) {
        return new MemberAnswer(
                instance.member(),
                instance.isReady(),
                instance.report(),
                KibanaStatus.sandbox(instance, scheduler),
                MemberBackOff.of(instance.member()),
                instance.outdated().orElse(null));
    }
}
