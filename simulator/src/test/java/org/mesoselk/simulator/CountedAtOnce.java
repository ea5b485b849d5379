package org.mesoselk.simulator;

import java.util.List;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.View;

/**
 * Elasticsearch is believed to have counted copies anew when it has answered an exclude: what is still on a leaving member
 * then passes for what may stay there, while the other copies are about to be taken away.
 */
final class CountedAtOnce {

    private CountedAtOnce() {}

    static View in(View view) {
        List<Input> inputs = view.inputs().stream()
                .map(input -> input instanceof Input.Observed observed && observed.elasticsearch() instanceof Known look
                        ? new Input.Observed(settled(look))
                        : input)
                .toList();
        return new View(view.now(), view.settings(), view.records(), view.memory(), inputs);
    }

    private static Known settled(Known look) {
        return new Known(
                look.at(),
                look.clusterUuid(),
                look.health(),
                look.masterNode(),
                look.nodes(),
                look.indices().stream()
                        .map(index ->
                                new Index(index.name(), index.replicas(), index.autoExpandAll(), index.replicas()))
                        .toList(),
                look.copies(),
                look.allocationExcludes(),
                look.votingExclusions(),
                look.votingConfiguration(),
                look.initializingShards(),
                look.relocatingShards(),
                look.inFlightFetch(),
                look.template(),
                look.searches());
    }
}
