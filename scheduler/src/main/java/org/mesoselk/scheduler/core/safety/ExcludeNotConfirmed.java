package org.mesoselk.scheduler.core.safety;

import java.util.stream.Stream;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;

/** Until the exclude is read back, Elasticsearch may put new shards on a leaving node. */
final class ExcludeNotConfirmed implements Veto {

    @Override
    public String name() {
        return "exclude-not-confirmed";
    }

    @Override
    public Stream<Reason> reasons(Known look, Leaving leaving) {
        return leaving.notYetStopped().stream()
                .filter(member -> !look.allocationExcludes().contains(member.name()))
                .map(member -> new Reason(
                        member.name(),
                        "Elasticsearch has not yet confirmed that it puts no more shards on " + member.name()));
    }
}
