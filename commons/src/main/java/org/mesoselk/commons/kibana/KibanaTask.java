package org.mesoselk.commons.kibana;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the Kibana executor needs to run one instance: travels as JSON in {@code TaskInfo.data}.
 *
 * @param name the member's name, which becomes server.name
 * @param host address to listen on: server.host
 * @param port server.port, out of the offer
 * @param endpoints http(s)://host:port of Elasticsearch's HTTP API at the time of launch; kept right by {@link
 *     org.mesoselk.commons.elastic.Endpoints}
 * @param access what Elasticsearch wants to see
 * @param distribution the official Kibana
 * @param heapMb V8's --max-old-space-size in MiB
 * @param proxy what a reverse proxy in front of it makes of its addresses
 * @param keys by which Kibana encrypts, the same for all instances of a group; empty when the operator's settings or files
 *     say them
 * @param settings the operator's kibana.yml settings, which win except where the framework owns the setting
 * @param fingerprint of the scheduler's settings that it was launched with, for {@link KibanaReport#fingerprint}
 */
public record KibanaTask(
        String name,
        String host,
        int port,
        List<String> endpoints,
        Access access,
        Distribution distribution,
        int heapMb,
        Proxy proxy,
        Optional<EncryptionKeys> keys,
        Map<String, String> settings,
        String fingerprint) {

    /** Least MiB that V8 gets, and what is left of a task's memory for all else of its process. */
    public static final int LEAST_HEAP_MB = 96;

    /**
     * An official build: a directory on the agent, or an archive that Mesos has fetched into the sandbox.
     *
     * @param home absolute directory of an unpacked distribution on the agent; empty when it was fetched
     * @param archive file or folder inside the sandbox that the fetcher left; empty when {@code home} is given
     * @param nodeHome directory of a Node.js (with bin/node) on the agent; empty means the one that the distribution brings
     * @param runAs user name or numeric uid[:gid] when the executor is root; empty means {@code kibana} or {@code nobody}
     */
    public record Distribution(
            Optional<String> home, Optional<String> archive, Optional<String> nodeHome, Optional<String> runAs) {}

    /**
     * Behind a reverse proxy.
     *
     * @param basePath server.basePath, e.g. /kibana; empty means none
     * @param rewrite whether requests arrive with the base path on them and Kibana takes it off: server.rewriteBasePath
     * @param publicUrl server.publicBaseUrl, where the line knows it
     */
    public record Proxy(Optional<String> basePath, boolean rewrite, Optional<String> publicUrl) {
        public static final Proxy NONE = new Proxy(Optional.empty(), false, Optional.empty());
    }

    /**
     * Where on the agent's host the files are by which Elasticsearch is trusted and trusts. Only their absolute paths
     * travel; what is in them does not.
     *
     * @param caFile PEM, the CAs of https endpoints; empty means those that the system trusts
     * @param credentialsFile one line, {@code user:password}; not together with {@code tokenFile}
     * @param tokenFile one line, a service account token of Elasticsearch (8.0 and newer)
     */
    public record Access(Optional<String> caFile, Optional<String> credentialsFile, Optional<String> tokenFile) {
        public static final Access OPEN = new Access(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
