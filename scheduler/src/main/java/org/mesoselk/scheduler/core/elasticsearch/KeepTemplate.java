package org.mesoselk.scheduler.core.elasticsearch;

import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Spec.Replication;

/** The index template says what the spec says. */
final class KeepTemplate {

    private KeepTemplate() {}

    static void into(Tick tick) {
        Replication wanted = tick.records().spec().replication();
        tick.look()
                .filter(look -> look.template().filter(wanted::equals).isEmpty())
                .ifPresent(look -> tick.call(new Call.PutTemplate(wanted)));
    }
}
