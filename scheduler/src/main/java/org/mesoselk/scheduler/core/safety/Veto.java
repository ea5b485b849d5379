package org.mesoselk.scheduler.core.safety;

import java.util.List;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Wait;

/** A named "not now". Its name is the same in code, API, UI, metrics, docs and tests. */
interface Veto {

    String name();

    /** @return (subject, sentence) pairs; nothing when it does not object */
    Stream<Reason> reasons(Known look, Leaving leaving);

    record Reason(String subject, String sentence) {}

    default List<Wait> check(Known look, Leaving leaving) {
        return reasons(look, leaving)
                .map(reason -> new Wait(name(), reason.subject(), reason.sentence()))
                .toList();
    }
}
