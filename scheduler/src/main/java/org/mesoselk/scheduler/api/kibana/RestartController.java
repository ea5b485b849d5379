package org.mesoselk.scheduler.api.kibana;

import java.util.List;
import java.util.Optional;
import org.mesoselk.scheduler.api.ApiContext;
import org.mesoselk.scheduler.api.GrantedWish;
import org.mesoselk.scheduler.api.Names;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.kibana.RestartInstancesWish;
import org.mesoselk.scheduler.kibana.RestartInstancesWish.OfGroup;
import org.mesoselk.scheduler.kibana.RestartInstancesWish.OfMember;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** New tasks for instances, one at a time in each group. */
@RestController
class RestartController {
    private final ApiContext scheduler;

    RestartController(ApiContext scheduler) {
        this.scheduler = scheduler;
    }

    /** @param members whose tasks are still to be replaced */
    record Restarting(List<String> members) {}

    record RestartingOne(String member, String task, String state) {}

    @PostMapping("/v1/kibana/restart")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Restarting restart(@RequestParam(required = false) String group) {
        Records stored = GrantedWish.of(
                scheduler, new RestartInstancesWish(Optional.ofNullable(group).map(OfGroup::new)));
        return new Restarting(stored.members().values().stream()
                .filter(member -> group == null || member.nodeSet().equals(group))
                .filter(member -> member.task()
                        .filter(task -> KibanaSpec.of(stored).restarts().contains(task.id()))
                        .isPresent())
                .map(Member::name)
                .toList());
    }

    @PostMapping("/v1/members/{name}/restart")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RestartingOne restartOne(@PathVariable String name) {
        Member member = GrantedWish.of(scheduler, new RestartInstancesWish(Optional.of(new OfMember(name))))
                .members()
                .get(name);
        return new RestartingOne(name, member.task().map(TaskRef::id).orElse(""), Names.of(member.state()));
    }
}
