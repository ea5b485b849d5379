package org.mesoselk.commons.elastic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the Elasticsearch executor needs to run one node: travels as JSON in {@code TaskInfo.data}.
 *
 * @param clusterName Elasticsearch's cluster.name
 * @param nodeName Elasticsearch's node.name, which is the member's name
 * @param roles node.roles, e.g. master, data; empty means Elasticsearch's default (all)
 * @param networkHost address to bind and to publish
 * @param httpPort http.port, out of the offer
 * @param transportPort transport.port, out of the offer
 * @param seedHosts host:port of the master-eligible members' transport at the time of launch; kept right by {@link SeedHosts}
 * @param initialMasterNodes cluster.initial_master_nodes; empty once a cluster UUID is recorded
 * @param clusterUuid the recorded UUID of the cluster to join; such a node never forms a new cluster
 * @param heapMb -Xms and -Xmx in MiB
 * @param dataDir the member's own directory on the agent (data, logs, lock file), outlives the task; null means in the sandbox
 * @param distribution where the official Elasticsearch comes from
 * @param runAs user name or numeric uid[:gid] for the node when the executor is root; null means {@code nobody}
 * @param javaHome JDK for the node; null means the JDK the distribution ships, else the executor's own
 * @param settings the operator's elasticsearch.yml settings, which win except where the framework owns the setting
 * @param jvmOptions extra lines for jvm.options.d
 * @param labels what to put as node.attr.* (agent attributes)
 */
public record ElasticsearchTask(
        String clusterName,
        String nodeName,
        List<String> roles,
        String networkHost,
        int httpPort,
        int transportPort,
        List<String> seedHosts,
        List<String> initialMasterNodes,
        Optional<String> clusterUuid,
        int heapMb,
        Optional<String> dataDir,
        Distribution distribution,
        Optional<String> runAs,
        Optional<String> javaHome,
        Map<String, String> settings,
        List<String> jvmOptions,
        Map<String, String> labels) {

    /**
     * An official build: a directory on the agent, or an archive that Mesos has fetched into the sandbox.
     *
     * @param home absolute directory of an unpacked distribution on the agent; empty when it was fetched
     * @param archive file or directory name inside the sandbox that the fetcher left; empty when {@code home} is given
     */
    public record Distribution(Optional<String> home, Optional<String> archive) {}
}
