package org.mesoselk.simulator;

import java.util.List;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.View;

/** Who searches is not asked: an empty node is stopped at once, and with it the searches that began before it was empty. */
final class NobodySearches {

    private NobodySearches() {}

    static View in(View view) {
        List<Input> inputs = view.inputs().stream()
                .map(input -> input instanceof Input.Observed observed && observed.elasticsearch() instanceof Known look
                        ? new Input.Observed(unasked(look))
                        : input)
                .toList();
        return new View(view.now(), view.settings(), view.records(), view.memory(), inputs);
    }

    private static Known unasked(Known look) {
        return new Known(
                look.at(),
                look.clusterUuid(),
                look.health(),
                look.masterNode(),
                look.nodes(),
                look.indices(),
                look.copies(),
                look.allocationExcludes(),
                look.votingExclusions(),
                look.votingConfiguration(),
                look.initializingShards(),
                look.relocatingShards(),
                look.inFlightFetch(),
                look.template());
    }
}
