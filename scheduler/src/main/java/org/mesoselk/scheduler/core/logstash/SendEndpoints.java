package org.mesoselk.scheduler.core.logstash;

import java.util.List;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.EndpointsView;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.MemberState;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Every executor is told where Elasticsearch is, whenever that changes. None at all is not told: the last ones stay. */
final class SendEndpoints {

    private SendEndpoints() {}

    static void into(LogstashTick tick) {
        List<String> endpoints = known(tick);
        for (Member member : tick.members()) {
            boolean listens =
                    member.state() instanceof MemberState.Starting || member.state() instanceof MemberState.Running;
            if (listens && !endpoints.isEmpty()) {
                send(tick, member.task().orElseThrow(), endpoints);
            }
        }
    }

    static List<String> known(LogstashTick tick) {
        return tick.memory.logstash.endpoints instanceof EndpointsView.Known known ? known.urls() : List.of();
    }

    private static void send(LogstashTick tick, TaskRef task, List<String> endpoints) {
        if (!endpoints.equals(tick.memory.logstash.endpointsSent.get(task.id()))) {
            tick.call(new Call.SendEndpoints(task, endpoints));
            tick.memory.logstash.endpointsSent.put(task.id(), endpoints);
        }
    }
}
