package org.mesoselk.scheduler.api.logstash;

import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.GrantedWish;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.api.Share;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.logstash.ReserveWish;
import org.mesoselk.scheduler.logstash.RestartWish;
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
        var member = GrantedWish.of(scheduler, new RestartWish(name)).members().get(name);
        return new Restarting(name, member.task().map(task -> task.id()).orElse(""), Names.of(member.state()));
    }

    @PostMapping("/v1/reserve")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Reserving reserve() {
        return reserving(GrantedWish.of(scheduler, new ReserveWish(true)));
    }

    @DeleteMapping("/v1/reserve")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Reserving release() {
        return reserving(GrantedWish.of(scheduler, new ReserveWish(false)));
    }

    private Reserving reserving(Records records) {
        LogstashSpec spec = LogstashSpec.of(records);
        return new Reserving(
                spec.reserved(),
                spec.generation(),
                scheduler.settings().role(),
                Share.ofAMember(scheduler.settings(), records));
    }
}
