package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec.Replication;

/** The index template says what the spec says. */
final class KeepTemplate {

    private KeepTemplate() {}

    static void into(ElasticsearchTick tick) {
        Replication wanted = tick.spec().replication();
        tick.look()
                .filter(look -> look.template().filter(wanted::equals).isEmpty())
                .ifPresent(look -> tick.call(new Call.PutTemplate(wanted)));
    }
}
