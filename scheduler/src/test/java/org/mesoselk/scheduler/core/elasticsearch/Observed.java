package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.framework.MemoryDraft;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Memory;

/** Memory after another look at Elasticsearch. */
public final class Observed {

    private Observed() {}

    public static Memory in(Memory memory, ElasticsearchView look) {
        MemoryDraft draft = new MemoryDraft(memory);
        draft.elasticsearch = look;
        return draft.finished();
    }
}
