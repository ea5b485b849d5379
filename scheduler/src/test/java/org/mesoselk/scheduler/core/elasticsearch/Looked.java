package org.mesoselk.scheduler.core.elasticsearch;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Health;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Index;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Known;
import org.mesoselk.scheduler.core.model.ElasticsearchView.Node;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy;
import org.mesoselk.scheduler.core.model.ElasticsearchView.ShardCopy.State;

/** A look at Elasticsearch, put together by hand. The first node is the elected master and the only one that votes. */
final class Looked {

    private Looked() {}

    /**
     * @param excluded from allocation and from voting
     * @param copies an index has as many replicas as it has rows beyond the first
     */
    static Known at(Instant at, Health health, List<String> nodes, Set<String> excluded, ShardCopy... copies) {
        Map<String, Long> rows = new TreeMap<>(
                Arrays.stream(copies).collect(Collectors.groupingBy(ShardCopy::index, Collectors.counting())));
        return new Known(
                at,
                "uuid",
                health,
                nodes.get(0),
                nodes.stream()
                        .map(name -> new Node("id-" + name, name, "", true, true, 0, 1, 2))
                        .toList(),
                rows.entrySet().stream()
                        .map(index -> new Index(index.getKey(), index.getValue().intValue() - 1, false))
                        .toList(),
                List.of(copies),
                excluded,
                excluded,
                Set.of("id-" + nodes.get(0)),
                0,
                0,
                0,
                Optional.of(ElasticsearchSpec.Replication.ALL));
    }

    static ShardCopy primary(String index, String node) {
        return new ShardCopy(index, 0, true, State.STARTED, Optional.of(node), Optional.empty(), true);
    }

    static ShardCopy replica(String index, String node) {
        return new ShardCopy(index, 0, false, State.STARTED, Optional.of(node), Optional.empty(), true);
    }

    static ShardCopy initializing(String index, String node) {
        return new ShardCopy(index, 0, false, State.INITIALIZING, Optional.of(node), Optional.empty(), false);
    }

    static ShardCopy missingPrimary(String index) {
        return new ShardCopy(index, 0, true, State.UNASSIGNED, Optional.empty(), Optional.empty(), false);
    }
}
