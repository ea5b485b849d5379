package org.mesoselk.scheduler.core.logstash;

import java.util.List;
import org.mesoselk.scheduler.core.framework.TellEndpoints;
import org.mesoselk.scheduler.core.model.EndpointsView;

/** Every executor is told where Elasticsearch is, whenever that changes. */
final class SendEndpoints {

    private SendEndpoints() {}

    static void into(LogstashTick tick) {
        TellEndpoints.to(tick, tick.members(), known(tick), tick.memory.logstash.endpointsSent);
    }

    static List<String> known(LogstashTick tick) {
        return tick.memory.logstash.endpoints instanceof EndpointsView.Known known ? known.urls() : List.of();
    }
}
