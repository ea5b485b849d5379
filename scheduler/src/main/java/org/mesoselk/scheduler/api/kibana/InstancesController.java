package org.mesoselk.scheduler.api.kibana;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.IfMatch;
import org.mesoselk.scheduler.api.Problem;
import org.mesoselk.scheduler.api.WantedCount;
import org.mesoselk.scheduler.api.Wishes;
import org.mesoselk.scheduler.core.model.KibanaSettings;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.kibana.InstancesAnswer;
import org.mesoselk.scheduler.kibana.InstancesWish;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The number of instances of a group: read it, change it, or ask what changing it would do. */
@RestController
class InstancesController {
    private static final WantedCount INSTANCES = new WantedCount("instances", 0, KibanaSpec.MOST);

    private final ApiContext scheduler;

    InstancesController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** @param operation always null: what is under way is told by the status */
    record Scaled(int value, boolean dryRun, Object operation, List<String> notes) {}

    @GetMapping("/v1/kibana/instances")
    ResponseEntity<Map<String, Integer>> wanted(
            @RequestParam(defaultValue = KibanaSettings.DEFAULT_GROUP) String group) {
        KibanaSpec spec = KibanaSpec.of(scheduler.board().read().records());
        return ResponseEntity.ok().eTag(Long.toString(spec.generation())).body(Map.of("value", count(spec, group)));
    }

    @PutMapping("/v1/kibana/instances")
    ResponseEntity<Scaled> scale(
            @RequestBody(required = false) byte[] body,
            @RequestParam(defaultValue = KibanaSettings.DEFAULT_GROUP) String group,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "If-Match", required = false) String ifMatch) {
        int count = INSTANCES.read(body);
        InstancesAnswer.Granted granted = granted(new InstancesWish(group, count, dryRun, IfMatch.generation(ifMatch)));
        String note = granted.before() == count
                ? count + " instances are wanted already"
                : "group " + group + ": " + count + " instances instead of " + granted.before();
        return ResponseEntity.ok()
                .eTag(Long.toString(granted.generation()))
                .body(new Scaled(count, dryRun, null, List.of(note)));
    }

    /** As the original framework's: the number alone, as text. */
    @GetMapping(path = "/mesos/resources/count", produces = MediaType.TEXT_PLAIN_VALUE)
    String count() {
        KibanaSpec spec = KibanaSpec.of(scheduler.board().read().records());
        return Integer.toString(count(spec, KibanaSettings.DEFAULT_GROUP));
    }

    @PostMapping("/mesos/resources/count")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void count(@RequestBody(required = false) String body) {
        // What curl -d sends says that it is a form, and is given here as one with a field of that name: "3=".
        String number = (body == null ? "" : body).strip().replaceFirst("=$", "");
        granted(new InstancesWish(
                KibanaSettings.DEFAULT_GROUP,
                INSTANCES.read(number.getBytes(StandardCharsets.UTF_8)),
                false,
                OptionalLong.empty()));
    }

    private static int count(KibanaSpec spec, String group) {
        return Optional.ofNullable(spec.counts().get(group))
                .orElseThrow(() -> noSuchGroup(group, spec.counts().keySet()));
    }

    private InstancesAnswer.Granted granted(InstancesWish wish) {
        InstancesAnswer answer =
                Wishes.ask(scheduler, inbox -> inbox.wish(wish), why -> new InstancesAnswer.Unavailable(why, true));
        if (answer instanceof InstancesAnswer.NoSuchGroup none) {
            throw noSuchGroup(wish.group(), none.groups());
        } else if (answer instanceof InstancesAnswer.Outdated outdated) {
            throw IfMatch.failed(outdated.generation(), outdated.count(), INSTANCES.what());
        } else if (answer instanceof InstancesAnswer.TooLong tooLong) {
            throw Wishes.tooLong(tooLong.sentence());
        } else if (answer instanceof InstancesAnswer.Unavailable unavailable) {
            throw Wishes.unavailable(unavailable.sentence(), unavailable.perhapsStored(), "the spec");
        }
        return (InstancesAnswer.Granted) answer;
    }

    private static Problem noSuchGroup(String group, Set<String> groups) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "no-such-group",
                "there is no group " + group + ", only " + String.join(", ", groups)
                        + ": the scheduler's option --group makes one");
    }
}
