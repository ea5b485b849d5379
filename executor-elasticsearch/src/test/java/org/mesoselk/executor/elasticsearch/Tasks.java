package org.mesoselk.executor.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mesoselk.commons.elastic.ElasticsearchTask;

/** A task to vary in tests. */
public final class Tasks {

    public static final ElasticsearchTask PLAIN = new ElasticsearchTask(
            "logs",
            "es-default-0",
            List.of("master", "data"),
            "127.0.0.1",
            9200,
            9300,
            List.of("127.0.0.1:9300"),
            List.of("es-default-0"),
            Optional.empty(),
            512,
            Optional.empty(),
            new ElasticsearchTask.Distribution(Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            Map.of());

    private Tasks() {}

    public static ElasticsearchTask withSettings(Map<String, String> settings) {
        return copy(PLAIN, PLAIN.clusterUuid(), PLAIN.dataDir(), PLAIN.networkHost(), settings, PLAIN.runAs());
    }

    public static ElasticsearchTask withCluster(String uuid) {
        return copy(PLAIN, Optional.of(uuid), PLAIN.dataDir(), PLAIN.networkHost(), PLAIN.settings(), PLAIN.runAs());
    }

    public static ElasticsearchTask withDataDir(String dataDir) {
        return copy(
                PLAIN, PLAIN.clusterUuid(), Optional.of(dataDir), PLAIN.networkHost(), PLAIN.settings(), PLAIN.runAs());
    }

    public static ElasticsearchTask withNetworkHost(String host) {
        return copy(PLAIN, PLAIN.clusterUuid(), PLAIN.dataDir(), host, PLAIN.settings(), PLAIN.runAs());
    }

    public static ElasticsearchTask withRunAs(String user) {
        return copy(
                PLAIN, PLAIN.clusterUuid(), PLAIN.dataDir(), PLAIN.networkHost(), PLAIN.settings(), Optional.of(user));
    }

    public static ElasticsearchTask withFounders(String... names) {
        return copy(PLAIN, List.of(names), PLAIN.jvmOptions());
    }

    public static ElasticsearchTask withJvmOptions(String... options) {
        return copy(PLAIN, PLAIN.initialMasterNodes(), List.of(options));
    }

    private static ElasticsearchTask copy(ElasticsearchTask from, List<String> founders, List<String> jvmOptions) {
        return new ElasticsearchTask(
                from.clusterName(),
                from.nodeName(),
                from.roles(),
                from.networkHost(),
                from.httpPort(),
                from.transportPort(),
                from.seedHosts(),
                founders,
                from.clusterUuid(),
                from.heapMb(),
                from.dataDir(),
                from.distribution(),
                from.runAs(),
                from.javaHome(),
                from.settings(),
                jvmOptions,
                from.labels());
    }

    private static ElasticsearchTask copy(
            ElasticsearchTask from,
            Optional<String> clusterUuid,
            Optional<String> dataDir,
            String networkHost,
            Map<String, String> settings,
            Optional<String> runAs) {
        return new ElasticsearchTask(
                from.clusterName(),
                from.nodeName(),
                from.roles(),
                networkHost,
                from.httpPort(),
                from.transportPort(),
                from.seedHosts(),
                from.initialMasterNodes(),
                clusterUuid,
                from.heapMb(),
                dataDir,
                from.distribution(),
                runAs,
                from.javaHome(),
                settings,
                from.jvmOptions(),
                Map.of("rack", "r1"));
    }
}
