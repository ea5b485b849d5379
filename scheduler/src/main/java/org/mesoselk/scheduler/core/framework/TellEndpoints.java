package org.mesoselk.scheduler.core.framework;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Executors are told where Elasticsearch is, whenever that changes. None at all is not told: the last ones stay. */
public final class TellEndpoints {

    private TellEndpoints() {}

    /** @param sent the endpoints last sent, by task id */
    public static void to(
            Tick tick, Collection<Member> members, List<String> endpoints, Map<String, List<String>> sent) {
        for (Member member : members) {
            boolean listens =
                    member.state() instanceof MemberState.Starting || member.state() instanceof MemberState.Running;
            if (listens && !endpoints.isEmpty()) {
                send(tick, member.task().orElseThrow(), endpoints, sent);
            }
        }
    }

    private static void send(Tick tick, TaskRef task, List<String> endpoints, Map<String, List<String>> sent) {
        if (!endpoints.equals(sent.get(task.id()))) {
            tick.call(new Call.SendEndpoints(task, endpoints));
            sent.put(task.id(), endpoints);
        }
    }
}
