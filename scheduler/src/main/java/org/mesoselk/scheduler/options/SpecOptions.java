package org.mesoselk.scheduler.options;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Resources;

/** The spec as options describe it. Only the first start takes it; afterwards the stored one rules. */
public record SpecOptions(ElasticsearchSpec spec) {
    private static final int MOST_NODES = 49;
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    /** Settings that the framework itself writes, with what to use instead. */
    private static final Map<String, String> OWNED = Map.of(
            "cluster.name", "use --cluster-name",
            "cluster.initial_master_nodes", "the framework bootstraps the cluster once",
            "node.name", "members have stable names",
            "node.roles", "use --master-eligible",
            "http.port", "Mesos gives the ports",
            "transport.port", "Mesos gives the ports",
            "network.host", "use --network-host",
            "path.data", "use --data-dir",
            "discovery.seed_hosts", "the framework keeps unicast_hosts.txt right",
            "discovery.seed_providers", "the framework keeps unicast_hosts.txt right");

    static SpecOptions from(Values values, String frameworkName) {
        int memory = values.megabytes("--memory", 64).orElseThrow();
        int heap = values.megabytes("--heap", 32).orElse(memory / 2);
        if (heap >= memory) {
            values.fault("--heap of " + heap + " MiB: must be less than --memory (" + memory
                    + " MiB); half of it is a good measure");
        }
        NodeSetSpec nodeSet = new NodeSetSpec(
                "default",
                values.integer("--nodes", 1, MOST_NODES),
                values.integer("--master-eligible", 1, MOST_NODES),
                new Resources(
                        values.cores("--cpus"),
                        memory,
                        values.megabytes("--disk", 1).orElseThrow()),
                heap,
                Constraints.from(values),
                values.integer("--max-per-agent", 0, MOST_NODES),
                settings(values));
        String cluster =
                values.matching("--cluster-name", frameworkName, CLUSTER, "must be letters, digits, '.', '_' or '-'");
        return new SpecOptions(new ElasticsearchSpec(1, cluster, nodeSet, replication(values)));
    }

    private static ElasticsearchSpec.Replication replication(Values values) {
        return Replicas.from(values).stream()
                .mapToObj(ElasticsearchSpec.Replication::new)
                .findFirst()
                .orElse(ElasticsearchSpec.Replication.ALL);
    }

    private static Map<String, String> settings(Values values) {
        Map<String, String> settings = new TreeMap<>();
        for (Values.Given given : values.all("--setting")) {
            int equals = given.value().indexOf('=');
            String key = equals < 0 ? "" : given.value().substring(0, equals).strip();
            if (key.isEmpty()) {
                values.fault(given.origin() + ": must be key=value, e.g. indices.recovery.max_bytes_per_sec=100mb");
            } else if (OWNED.containsKey(key)) {
                values.fault(given.origin() + ": the framework sets " + key + " itself; " + OWNED.get(key));
            } else if (key.startsWith("index.")) {
                values.fault(given.origin()
                        + ": Elasticsearch refuses index settings in elasticsearch.yml; use an index template");
            } else if (settings.put(key, given.value().substring(equals + 1).strip()) != null) {
                values.fault(given.origin() + ": " + key + " is given twice");
            }
        }
        return java.util.Collections.unmodifiableMap(settings);
    }
}
