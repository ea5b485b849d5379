package org.mesoselk.scheduler.api;

import java.time.Instant;
import java.util.List;
import org.mesoselk.scheduler.core.member.AgentBackOff;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where tasks failed: what is counted, what is avoided until when, and when it is forgotten. */
@RestController
class BackOffController {
    private final ApiContext scheduler;

    BackOffController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * @param failures what is left of them now
     * @param avoidedUntil no member without data is placed there before
     * @param oneLessAt when the next of them is taken away
     * @param forgottenAt when none is left, if no other task fails to start there
     */
    record AgentAnswer(
            String agent,
            String hostname,
            int failures,
            Instant lastFailureAt,
            String sentence,
            Instant avoidedUntil,
            Instant oneLessAt,
            Instant forgottenAt) {}

    @GetMapping("/v1/agents")
    List<AgentAnswer> agents() {
        Instant now = scheduler.board().read().at();
        return scheduler.board().read().records().agents().values().stream()
                .filter(agent -> AgentBackOff.failures(agent, now) > 0)
                .map(agent -> answer(agent, now))
                .toList();
    }

    private static AgentAnswer answer(AgentFailures agent, Instant now) {
        int left = AgentBackOff.failures(agent, now);
        Instant forgottenAt = AgentBackOff.forgottenAt(agent);
        return new AgentAnswer(
                agent.agentId(),
                agent.hostname(),
                left,
                agent.last(),
                agent.sentence(),
                AgentBackOff.avoidedUntil(agent),
                forgottenAt.minus(AgentBackOff.QUIET.multipliedBy(left - 1L)),
                forgottenAt);
    }
}
