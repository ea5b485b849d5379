package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Memory;

/** Memory after another look at Elasticsearch. */
public final class Observed {

    private Observed() {}

    public static Memory in(Memory memory, ElasticsearchView look) {
        return new Memory(
                memory.subscribed(),
                memory.disconnection(),
                memory.offers(),
                memory.unreconciled(),
                memory.suppressed(),
                memory.revivedAt(),
                memory.reviveWork(),
                memory.seedsSent(),
                memory.reports(),
                memory.foreignTasks(),
                memory.agentsSeen(),
                look,
                memory.doubts(),
                memory.killsSent(),
                memory.said(),
                memory.waitingSince(),
                memory.refusals(),
                memory.complaints(),
                memory.times());
    }
}
