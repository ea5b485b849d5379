package org.mesoselk.scheduler.api.elasticsearch;

import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.IfMatch;
import org.mesoselk.scheduler.api.Problem;
import org.mesoselk.scheduler.api.WantedCount;
import org.mesoselk.scheduler.api.Wishes;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.runtime.ScaleOutcome;
import org.mesoselk.scheduler.runtime.ScaleWish;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The number of nodes: read it, change it, or ask what changing it would do. */
@RestController
@RequestMapping("/v1/cluster/elasticsearchNodes")
class ScaleController {
    private static final WantedCount NODES = new WantedCount("nodes", 1, 49);

    private final ApiContext scheduler;

    ScaleController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** @param operation empty when nothing changes; for a dry run, what would be started */
    record Scaled(int value, boolean dryRun, Operation operation, List<String> notes) {}

    @GetMapping
    ResponseEntity<Map<String, Integer>> wanted() {
        ElasticsearchSpec spec = ElasticsearchSpec.of(scheduler.board().read().records());
        return ResponseEntity.ok()
                .eTag(Long.toString(spec.generation()))
                .body(Map.of("value", spec.nodeSet().count()));
    }

    @PutMapping
    ResponseEntity<Scaled> scale(
            @RequestBody(required = false) byte[] body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean confirm,
            @RequestHeader(name = "If-Match", required = false) String ifMatch) {
        int count = NODES.read(body);
        ScaleOutcome outcome = ask(new ScaleWish(count, confirm, dryRun, IfMatch.generation(ifMatch)));
        if (outcome instanceof ScaleOutcome.Answered answered) {
            return answer(answered, count, dryRun);
        } else if (outcome instanceof ScaleOutcome.Outdated outdated) {
            throw IfMatch.failed(outdated.generation(), outdated.count(), NODES.what());
        }
        if (outcome instanceof ScaleOutcome.TooLong tooLong) {
            throw Wishes.tooLong(tooLong.sentence());
        }
        ScaleOutcome.Unavailable unavailable = (ScaleOutcome.Unavailable) outcome;
        throw Wishes.unavailable(unavailable.sentence(), unavailable.perhapsStored(), "the spec");
    }

    private static ResponseEntity<Scaled> answer(ScaleOutcome.Answered answered, int count, boolean dryRun) {
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok().eTag(Long.toString(answered.generation()));
        if (answered.answer() instanceof ScaleAnswer.Accepted accepted) {
            return ok.body(new Scaled(count, dryRun, accepted.operation(), accepted.notes()));
        } else if (answered.answer() instanceof ScaleAnswer.Unchanged) {
            return ok.body(new Scaled(count, dryRun, null, List.of(count + " nodes are wanted already")));
        }
        ScaleAnswer.Refused refused = (ScaleAnswer.Refused) answered.answer();
        List<Problem.Reason> reasons =
                refused.vetoes().stream().map(Problem.Reason::of).toList();
        String sentences =
                String.join("; ", reasons.stream().map(Problem.Reason::sentence).toList());
        throw new Problem(
                HttpStatus.CONFLICT,
                refused.confirmWouldDo() ? sentences + " (repeat with confirm=true to do it all the same)" : sentences,
                reasons);
    }

    private ScaleOutcome ask(ScaleWish wish) {
        return Wishes.ask(scheduler, inbox -> inbox.wish(wish), why -> new ScaleOutcome.Unavailable(why, true));
    }
}
