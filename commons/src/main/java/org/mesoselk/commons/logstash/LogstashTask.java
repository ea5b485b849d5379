package org.mesoselk.commons.logstash;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the Logstash executor needs to collect on its agent: travels as JSON in {@code TaskInfo.data}.
 *
 * @param engine what collects; see {@link #FORWARDER}
 * @param endpoints http(s)://host:port of Elasticsearch's HTTP API at the time of launch; kept right by {@link Endpoints}
 * @param registryDir absolute directory on the agent's host, outside of any sandbox, that keeps positions and dead
 *     letters; agents of one host may share it, each has a folder of its own in it
 * @param workDir the agent's work_dir as this executor sees it; empty means that it is what lies above its sandbox
 * @param sources what is collected
 * @param output where to
 * @param limits what bounds the engine's memory and disk
 * @param logstash the official Logstash that is to run; only for the engine {@link #LOGSTASH}
 * @param settings fingerprint of the scheduler's settings that it was launched with, for {@link LogstashReport#settings};
 *     empty from a scheduler that does not ask
 */
public record LogstashTask(
        String engine,
        List<String> endpoints,
        String registryDir,
        Optional<String> workDir,
        Sources sources,
        Output output,
        Limits limits,
        Optional<OfficialLogstash> logstash,
        Optional<String> settings) {

    /** The engine that is built into the executor. */
    public static final String FORWARDER = "forwarder";

    /** An official Logstash that the executor starts and watches. */
    public static final String LOGSTASH = "logstash";

    /** Without a fingerprint. */
    public LogstashTask(
            String engine,
            List<String> endpoints,
            String registryDir,
            Optional<String> workDir,
            Sources sources,
            Output output,
            Limits limits,
            Optional<OfficialLogstash> logstash) {
        this(engine, endpoints, registryDir, workDir, sources, output, limits, logstash, Optional.empty());
    }

    /** Without an official Logstash. */
    public LogstashTask(
            String engine,
            List<String> endpoints,
            String registryDir,
            Optional<String> workDir,
            Sources sources,
            Output output,
            Limits limits) {
        this(engine, endpoints, registryDir, workDir, sources, output, limits, Optional.empty());
    }

    /**
     * What is collected.
     *
     * @param sandboxes stdout and stderr of every task of every framework on the agent
     * @param sandboxMultiline how the lines of sandboxes are joined; empty means each is an event
     * @param ignoreOlderSeconds files that were last written longer ago and have never been collected are left out; 0
     *     means none
     * @param files other files of the host
     * @param listeners what is listened for
     */
    public record Sources(
            boolean sandboxes,
            Optional<Multiline> sandboxMultiline,
            long ignoreOlderSeconds,
            List<Files> files,
            List<Listener> listeners) {

        /** Without listeners. */
        public Sources(
                boolean sandboxes, Optional<Multiline> sandboxMultiline, long ignoreOlderSeconds, List<Files> files) {
            this(sandboxes, sandboxMultiline, ignoreOlderSeconds, files, List.of());
        }
    }

    /**
     * A port that is listened on.
     *
     * @param format {@link #SYSLOG} (RFC 3164 and RFC 5424), {@link #LINES} or {@link #JSON} (an object a line)
     * @param transport {@link #TCP} or {@link #UDP}
     * @param host address to listen on
     * @param port out of the offer; 0 leaves it to the system
     */
    public record Listener(String format, String transport, String host, int port) {
        public static final String SYSLOG = "syslog";
        public static final String LINES = "lines";
        public static final String JSON = "json";
        public static final String TCP = "tcp";
        public static final String UDP = "udp";
    }

    /**
     * Files by name.
     *
     * @param glob absolute, with {@code *} and {@code ?} in its names and {@code **} for any folders, as java.nio understands it
     * @param multiline how their lines are joined; empty means each is an event
     */
    public record Files(String glob, Optional<Multiline> multiline) {}

    /**
     * Joins lines as Filebeat's settings of the same names do.
     *
     * @param pattern a regular expression that is looked for in a line
     * @param negate whether the lines that do not match are the ones that belong to others
     * @param match {@code after}: such lines belong to the one before them; {@code before}: to the one behind them
     */
    public record Multiline(String pattern, boolean negate, String match) {
        public static final String AFTER = "after";
        public static final String BEFORE = "before";
    }

    /**
     * Where events go: the data stream {@code logs-<dataset>-<namespace>}, or an index for each day or hour.
     *
     * @param dataset Elastic's data_stream.dataset, e.g. mesos
     * @param namespace Elastic's data_stream.namespace, e.g. default
     * @param indexSettings for the index template that is put in place when there is none, e.g. index.auto_expand_replicas
     * @param gzip whether requests are compressed
     * @param index a name with the time in it as Logstash writes it, e.g. {@code mesos-logs-%{+yyyy.MM.dd}}; empty means the
     *     data stream
     * @param access what Elasticsearch wants to see
     */
    public record Output(
            String dataset,
            String namespace,
            Map<String, String> indexSettings,
            boolean gzip,
            Optional<String> index,
            Access access) {

        /** Into the data stream, of an Elasticsearch that wants no credentials. */
        public Output(String dataset, String namespace, Map<String, String> indexSettings, boolean gzip) {
            this(dataset, namespace, indexSettings, gzip, Optional.empty(), Access.OPEN);
        }
    }

    /**
     * Where on the agent's host, as the executor sees it, the files are by which Elasticsearch is trusted and trusts. Only
     * their absolute paths travel; what is in them does not. They are read again when they may have changed.
     *
     * @param caFile PEM, the CAs of https endpoints; empty means those that the JVM trusts
     * @param credentialsFile one line, {@code user:password}; not together with {@code apiKeyFile}
     * @param apiKeyFile one line, an API key as Elasticsearch shows it encoded
     */
    public record Access(Optional<String> caFile, Optional<String> credentialsFile, Optional<String> apiKeyFile) {
        public static final Access OPEN = new Access(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What bounds memory and disk, whatever Elasticsearch does.
     *
     * @param lineBytes a longer line becomes several events
     * @param batchBytes the body of one bulk request
     * @param requests how many bulk requests may be under way
     * @param deadLetterBytes the file of events that Elasticsearch will never take; there are at most two such files
     */
    public record Limits(int lineBytes, int batchBytes, int requests, long deadLetterBytes) {
        public static final Limits STANDARD = new Limits(128 * 1024, 1024 * 1024, 2, 16L * 1024 * 1024);
    }
}
