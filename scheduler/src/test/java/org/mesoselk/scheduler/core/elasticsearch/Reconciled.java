package org.mesoselk.scheduler.core.elasticsearch;

import java.util.Map;
import org.mesoselk.scheduler.core.model.Memory;

/** Memory in which Mesos has spoken of every task. */
final class Reconciled {

    private Reconciled() {}

    static Memory all(Memory memory) {
        return new Memory(
                memory.subscribed(),
                memory.disconnection(),
                memory.offers(),
                Map.of(),
                memory.suppressed(),
                memory.revivedAt(),
                memory.reviveWork(),
                memory.seedsSent(),
                memory.reports(),
                memory.foreignTasks(),
                memory.agentsSeen(),
                memory.elasticsearch(),
                memory.doubts(),
                memory.killsSent(),
                memory.said(),
                memory.waitingSince(),
                memory.refusals(),
                memory.complaints(),
                memory.times());
    }
}
