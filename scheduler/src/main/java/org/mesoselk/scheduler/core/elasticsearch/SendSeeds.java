package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Collection;
import java.util.List;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Every executor is told where the master-eligible members are, whenever that changes. */
final class SendSeeds {

    private SendSeeds() {}

    static void into(ElasticsearchTick tick) {
        List<String> seedHosts = seedHosts(tick.members());
        for (Member member : tick.members()) {
            boolean listens =
                    member.state() instanceof MemberState.Starting || member.state() instanceof MemberState.Running;
            if (listens && !seedHosts.isEmpty()) {
                send(tick, member.task().orElseThrow(), seedHosts);
            }
        }
    }

    /** Transport addresses of the master-eligible members that have a task, leaving ones included until they stop. */
    static List<String> seedHosts(Collection<Member> members) {
        return members.stream()
                .filter(Member::masterEligible)
                .flatMap(member -> member.task().stream())
                .map(TaskRef::transportAddress)
                .sorted()
                .toList();
    }

    private static void send(ElasticsearchTick tick, TaskRef task, List<String> seedHosts) {
        if (!seedHosts.equals(tick.memory.seedsSent.get(task.id()))) {
            tick.call(new Call.SendSeedHosts(task, seedHosts));
            tick.memory.seedsSent.put(task.id(), seedHosts);
        }
    }
}
