package org.mesoselk.scheduler.core.kibana;

import java.util.List;
import org.mesoselk.scheduler.core.framework.TellEndpoints;

/** Every executor is told where the Elasticsearch of its group is, whenever that changes. */
final class SendEndpoints {

    private SendEndpoints() {}

    static void into(KibanaTick tick) {
        for (String group : tick.spec().counts().keySet()) {
            TellEndpoints.to(tick, tick.of(group), known(tick, group), tick.memory.kibana.endpointsSent);
        }
    }

    static List<String> known(KibanaTick tick, String group) {
        return tick.memory.kibana.endpoints.getOrDefault(group, List.of());
    }
}
