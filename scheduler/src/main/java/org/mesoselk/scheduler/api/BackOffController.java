package org.mesoselk.scheduler.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.core.member.AgentBackOff;
import org.mesoselk.scheduler.core.member.BackOff;
import org.mesoselk.scheduler.core.model.AgentFailures;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
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

    /**
     * @param notBefore no task is launched before; empty while it has one
     * @param forgottenAt when its task has run for long enough; empty while it has none that runs
     */
    record MemberBackOff(int failures, Optional<Instant> notBefore, Optional<Instant> forgottenAt) {
        static MemberBackOff of(Member member) {
            return new MemberBackOff(
                    member.failures(),
                    member.state() instanceof MemberState.Pending pending
                            ? Optional.of(pending.notBefore())
                            : Optional.empty(),
                    member.state() instanceof MemberState.Running running && member.failures() > 0
                            ? Optional.of(running.task().launchedAt().plus(BackOff.RAN_WELL))
                            : Optional.empty());
        }
    }

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
