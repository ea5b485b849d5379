package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.framework.MemoryDraft;
import org.mesoselk.scheduler.core.model.Memory;

/** Memory in which Mesos has spoken of every task. */
final class Reconciled {

    private Reconciled() {}

    static Memory all(Memory memory) {
        MemoryDraft draft = new MemoryDraft(memory);
        draft.unreconciled.clear();
        return draft.finished();
    }
}
