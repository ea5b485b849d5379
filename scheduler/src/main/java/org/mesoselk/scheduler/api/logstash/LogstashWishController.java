package org.mesoselk.scheduler.api.logstash;

import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.api.Problem;
import org.mesoselk.scheduler.api.Share;
import org.mesoselk.scheduler.api.Wishes;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.logstash.ReserveWish;
import org.mesoselk.scheduler.logstash.RestartWish;
import org.mesoselk.scheduler.logstash.WishAnswer;
import org.mesoselk.scheduler.runtime.Wish;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Restarts a member; reserves Logstash's share on every agent, and lets it go again. */
@RestController
class LogstashWishController {
    private final ApiContext scheduler;

    LogstashWishController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    record Restarting(String member, String task, String state) {}

    /** @param share of each agent */
    record Reserving(boolean reserved, long generation, String role, Resources share) {}

    @PostMapping("/v1/members/{name}/restart")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Restarting restart(@PathVariable String name) {
        var member = granted(new RestartWish(name)).members().get(name);
        return new Restarting(name, member.task().map(task -> task.id()).orElse(""), Names.of(member.state()));
    }

    @PostMapping("/v1/reserve")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Reserving reserve() {
        return reserving(granted(new ReserveWish(true)));
    }

    @DeleteMapping("/v1/reserve")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Reserving release() {
        return reserving(granted(new ReserveWish(false)));
    }

    private Reserving reserving(Records records) {
        LogstashSpec spec = LogstashSpec.of(records);
        return new Reserving(
                spec.reserved(),
                spec.generation(),
                scheduler.settings().role(),
                Share.ofAMember(scheduler.settings(), records));
    }

    private Records granted(Wish<WishAnswer> wish) {
        WishAnswer answer =
                Wishes.ask(scheduler, inbox -> inbox.wish(wish), why -> new WishAnswer.Unavailable(why, true));
        if (answer instanceof WishAnswer.NoSuchMember none) {
            throw LogstashController.noSuch(none.name());
        } else if (answer instanceof WishAnswer.Refused refused) {
            throw new Problem(HttpStatus.CONFLICT, refused.name(), refused.sentence());
        } else if (answer instanceof WishAnswer.Unavailable unavailable) {
            throw Wishes.unavailable(unavailable.sentence(), unavailable.perhapsStored(), "the status");
        }
        return ((WishAnswer.Granted) answer).stored();
    }
}
