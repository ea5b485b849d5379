package org.mesoselk.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Member;
import org.mesoselk.scheduler.core.model.View;

/** An error of Elasticsearch's API is read as a cluster without shards: the mistake of more than one operator. */
final class DrainedByError {

    private DrainedByError() {}

    static View in(View view) {
        List<Input> inputs = view.inputs().stream()
                .map(input -> input instanceof Input.Observed observed
                                && observed.elasticsearch() instanceof ElasticsearchView.Unknown
                        ? new Input.Observed(drained(view))
                        : input)
                .toList();
        return new View(view.now(), view.settings(), view.records(), view.memory(), inputs);
    }

    private static Known drained(View view) {
        Set<String> leaving = Planted.leaving(view.records());
        List<ElasticsearchView.Node> nodes = view.records().members().values().stream()
                .filter(member -> member.task().isPresent())
                .map(DrainedByError::node)
                .toList();
        Set<String> voters = nodes.stream()
                .filter(node -> node.masterEligible() && !leaving.contains(node.name()))
                .map(ElasticsearchView.Node::id)
                .collect(Collectors.toSet());
        return new Known(
                view.now(),
                view.records().cluster().uuid().orElse("_na_"),
                ElasticsearchView.Health.GREEN,
                "",
                nodes,
                List.of(),
                List.of(),
                new TreeSet<>(leaving),
                new TreeSet<>(leaving),
                voters,
                0,
                0,
                0,
                Optional.of(ElasticsearchSpec.of(view.records()).replication()));
    }

    private static ElasticsearchView.Node node(Member member) {
        return new ElasticsearchView.Node(member.name(), member.name(), "", member.masterEligible(), true, 0, -1, -1);
    }
}
