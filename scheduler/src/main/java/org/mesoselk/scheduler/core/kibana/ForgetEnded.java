package org.mesoselk.scheduler.core.kibana;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.KibanaSpec;
import org.mesoselk.scheduler.core.model.TaskRef;

/** Of tasks that have ended it does not matter any more with what they were launched, and that they were to be replaced. */
final class ForgetEnded {

    private ForgetEnded() {}

    static void into(KibanaTick tick) {
        Stream<String> own = tick.members().stream().flatMap(member -> member.task().map(TaskRef::id).stream());
        Stream<String> abandoned = tick.records().abandoned().keySet().stream();
        KibanaSpec kept = tick.spec().keepOnly(Stream.concat(own, abandoned).collect(Collectors.toSet()));
        if (kept != tick.spec()) {
            tick.records(tick.records().with(kept));
        }
    }
}
