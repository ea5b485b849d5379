package org.mesoselk.scheduler.api.logstash;

import java.util.List;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.core.logstash.Coverage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which agents have a collector, which have none, and why. */
@RestController
class CoverageController {
    private final ApiContext scheduler;

    CoverageController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * @param agents all that are known
     * @param covered those with a collector that runs and is healthy
     * @param agentsKnown false while the master's list could not be had: only agents that have offered are counted
     */
    record CoverageAnswer(int agents, int covered, List<With> with, List<Without> without, boolean agentsKnown) {}

    record With(String agent, String hostname, String member, String state) {}

    /** @param why a wait's name, or {@code left-out} where the constraints want none */
    record Without(String agent, String hostname, String why, String sentence) {}

    @GetMapping("/v1/coverage")
    CoverageAnswer coverage() {
        Coverage coverage = CoverageNow.of(scheduler);
        return new CoverageAnswer(
                coverage.with().size() + coverage.without().size(),
                coverage.with().size(),
                coverage.with().stream()
                        .map(one -> new With(
                                one.agent().id(),
                                one.agent().hostname(),
                                one.member().name(),
                                Names.of(one.member().state())))
                        .toList(),
                coverage.without().stream()
                        .map(one -> new Without(one.agent().id(), one.agent().hostname(), one.why(), one.sentence()))
                        .toList(),
                coverage.agentsKnown());
    }
}
