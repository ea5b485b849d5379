package org.mesoselk.scheduler.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.runtime.Published;
import org.mesoselk.scheduler.runtime.Readiness;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Three questions that a supervisor asks of the scheduler. 200 is yes, 503 is no, with the reasons. */
@RestController
class HealthController {
    /** A turn may wait for ZooKeeper; longer than this it hangs. */
    private static final Duration TURN = Duration.ofSeconds(60);

    private final ApiContext scheduler;

    HealthController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** Does the loop turn? Marathon restarts the scheduler when it does not. */
    @GetMapping("/v1/health/live")
    ResponseEntity<Map<String, String>> live() {
        Published published = scheduler.board().read();
        return answer(published.at().isAfter(Instant.now().minus(TURN)), "the last tick was at " + published.at());
    }

    /** Are all wanted members ready, and does it decide? */
    @GetMapping("/v1/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        Published published = scheduler.board().read();
        int wanted = published.records().spec().nodeSet().count();
        int ready = Readiness.readyMembers(published);
        return answer(
                published.deciding() && published.memory().subscribed() && ready >= wanted,
                ready + " of " + wanted + " members are ready"
                        + (published.memory().subscribed()
                                ? ""
                                : ", not subscribed: " + published.memory().disconnectedCause())
                        + (published.deciding() ? "" : ", ZooKeeper does not answer"));
    }

    /** Is this the process that holds the state and the subscription? */
    @GetMapping("/v1/health/leader")
    ResponseEntity<Map<String, String>> leader() {
        Published published = scheduler.board().read();
        boolean leads = published.deciding() && published.memory().subscribed();
        return answer(leads, leads ? "subscribed, and the state is ours" : "not subscribed or without ZooKeeper");
    }

    private static ResponseEntity<Map<String, String>> answer(boolean yes, String sentence) {
        if (!yes) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE, sentence, List.of(new Problem.Reason("unhealthy", sentence)));
        }
        return ResponseEntity.ok(Map.of("status", "ok", "sentence", sentence));
    }
}
