package org.mesoselk.scheduler.options;

import java.util.List;

/** Every option of {@code scheduler elasticsearch}. */
final class ElasticsearchFlags {

    private ElasticsearchFlags() {}

    static List<Flag> all() {
        return SharedFlags.together(
                SharedFlags.process("elasticsearch", ""), SharedFlags.executor(ElasticsearchOptions.JAR), own());
    }

    private static List<Flag> own() {
        return List.of(
                Flag.of(
                        "--nodes",
                        "COUNT",
                        "3",
                        "Elasticsearch nodes at the first start, 1 to 49; then the API rules."),
                Flag.of("--cluster-name", "NAME", "", "Elasticsearch's cluster.name (default: the framework's name)."),
                Flag.of("--master-eligible", "COUNT", "5", "So many members may be master, the rest carry data only."),
                Flag.of("--cpus", "CORES", "1", "CPU cores of a node."),
                Flag.of("--memory", "MB", "2048", "Memory of a node: MiB, or with a unit (2g)."),
                Flag.of("--heap", "MB", "", "Heap of a node, part of --memory (default: half of it)."),
                Flag.of("--disk", "MB", "1024", "Disk of a node: MiB, or with a unit (100g)."),
                Flag.of("--max-per-agent", "COUNT", "0", "At most so many members on one agent; 0 is no limit."),
                Flag.of(
                        "--replicas",
                        "all|COUNT",
                        "all",
                        "Copies of new indices: one on each node, or a fixed number."),
                Flag.many("--setting", "KEY=VALUE", "A line for elasticsearch.yml."),
                Flag.many("--jvm-option", "OPTION", "A line for jvm.options, e.g. -XX:+UseSerialGC."),
                Flag.of(
                        "--data-dir",
                        "DIR|sandbox",
                        "/var/lib/mesos-elk",
                        "Where members keep their data on agents; 'sandbox' throws it away with the task."),
                Flag.of("--network-host", "ADDRESS", "", "What nodes bind and publish (default: the agent's address)."),
                Flag.of("--run-as", "USER", "", "User of the Elasticsearch process when the executor is root."),
                Flag.of("--elasticsearch-home", "DIR", "", "Unpacked official distribution on every agent."),
                Flag.of("--elasticsearch-url", "URL", "", "Official archive that Mesos fetches (http, https, file)."),
                Flag.of("--spread-patience", "TIME", "10s", "A member waits so long for an agent of its own."),
                Flag.of("--drain-together", "COUNT", "4", "So many data-only members leave as one set."),
                Flag.of(
                        "--replace-after",
                        "TIME|never",
                        "15m",
                        "A member waits so long for the agent that has its data, then it is made anew elsewhere, "
                                + "when every shard has a copy there."));
    }
}
