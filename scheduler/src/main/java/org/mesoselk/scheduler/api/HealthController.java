package org.mesoselk.scheduler.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.runtime.Leadership;
import org.mesoselk.scheduler.runtime.Published;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Three questions that a supervisor asks of this very process, leader or standby. 200 is yes, 503 is no, with the reasons. */
@RestController
class HealthController {
    /** A turn or a look may wait for ZooKeeper; longer than this it hangs. */
    private static final Duration TURN = Duration.ofSeconds(60);

    private final ApiContext scheduler;

    HealthController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** Does the process turn? Marathon restarts it when it does not. */
    @GetMapping("/v1/health/live")
    ResponseEntity<Map<String, String>> live() {
        Instant turned =
                leads() ? scheduler.board().read().at() : scheduler.leadership().lookedAt();
        return answer(
                turned.isAfter(Instant.now().minus(TURN)),
                (leads() ? "the last tick was at " : "stands by, and last looked who leads at ") + turned);
    }

    /** Can it serve? A leader decides and is subscribed, a standby waits to be elected and passes requests on. */
    @GetMapping("/v1/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        if (leads()) {
            return leader();
        }
        boolean answers = scheduler.leadership().zooKeeperAnswers();
        return answer(answers, answers ? "stands by" : "ZooKeeper does not answer");
    }

    /** Is this the process that leads, is subscribed and decides? */
    @GetMapping("/v1/health/leader")
    ResponseEntity<Map<String, String>> leader() {
        if (!leads()) {
            return answer(false, "this scheduler does not lead");
        }
        Published published = scheduler.board().read();
        Memory memory = published.memory();
        return answer(
                published.deciding() && memory.subscribed(),
                published.deciding()
                        ? memory.subscribed()
                                ? "leads, subscribed"
                                : "not subscribed: " + memory.disconnection().cause()
                        : "leads, but decides nothing: ZooKeeper does not answer");
    }

    private boolean leads() {
        return scheduler.leadership().leader() instanceof Leadership.ThisProcess;
    }

    private static ResponseEntity<Map<String, String>> answer(boolean yes, String sentence) {
        if (!yes) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE, sentence, List.of(new Problem.Reason("unhealthy", sentence)));
        }
        return ResponseEntity.ok(Map.of("status", "ok", "sentence", sentence));
    }
}
