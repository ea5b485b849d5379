package org.mesoselk.scheduler.options;

import java.util.List;

/** Every option of {@code scheduler logstash}. */
final class LogstashFlags {

    private LogstashFlags() {}

    static List<Flag> all() {
        // The sandboxes of all users are read.
        return SharedFlags.together(
                SharedFlags.process("logstash", "root"), SharedFlags.executor(LogstashOptions.JAR), own());
    }

    private static List<Flag> own() {
        return List.of(
                Flag.of(
                        "--elasticsearch-framework",
                        "NAME",
                        "elasticsearch",
                        "Events go to the members of this framework, as its records in the same ZooKeeper tell them."),
                Flag.of(
                        "--elasticsearch-endpoints",
                        "URL[,URL]",
                        "",
                        "Events go to this Elasticsearch instead, e.g. http://es1:9200,http://es2:9200."),
                Flag.of(
                        "--engine",
                        "forwarder|logstash",
                        "",
                        "What collects: the built-in one, or Logstash (default: logstash with --logstash-home,"
                                + " --logstash-url or --logstash-image, else forwarder)."),
                Flag.of("--cpus", "CORES", "", "CPU cores of the engine (default: 0.1, of Logstash 0.5)."),
                Flag.of("--disk", "MB", "", "Disk of the engine: MiB, or with a unit (default: 64, of Logstash 2g)."),
                Flag.of(
                        "--registry-dir",
                        "DIR",
                        "/var/lib/mesos-elk-logstash",
                        "Where positions and dead letters are kept on agents, outside of any sandbox."),
                Flag.of(
                        "--work-dir",
                        "DIR",
                        "",
                        "The agents' work_dir as the executor sees it (default: what lies above its sandbox)."),
                Flag.of("--dataset", "NAME", "mesos", "Events go to the data stream logs-DATASET-NAMESPACE."),
                Flag.of("--namespace", "NAME", "default", "See --dataset."),
                Flag.of(
                        "--index",
                        "NAME",
                        "",
                        "Events go to an index for each day or hour instead, e.g. mesos-logs-%{+yyyy.MM.dd}."),
                Flag.of("--elasticsearch-ca-file", "PATH", "", "PEM, a path on the agents: CA of https endpoints."),
                Flag.of(
                        "--elasticsearch-credentials-file",
                        "PATH",
                        "",
                        "A path on the agents: file with user:password for Elasticsearch."),
                Flag.of(
                        "--elasticsearch-api-key-file",
                        "PATH",
                        "",
                        "A path on the agents: file with an encoded API key for Elasticsearch."),
                Flag.of("--replicas", "all|COUNT", "all", "Copies of the logs: one on each node, or a fixed number."),
                Flag.many("--file", "GLOB", "Other files of the agents' hosts: an absolute glob."),
                Flag.many(
                        "--listen",
                        "FORMAT:TRANSPORT:PORT",
                        "Listen on each agent: syslog, lines or json, over tcp or udp; port 0 takes any from the offer."),
                Flag.of("--listen-host", "ADDRESS", "127.0.0.1", "Address on the agents that --listen binds."),
                Flag.of(
                        "--multiline",
                        "[!]PATTERN",
                        "",
                        "Lines of sandboxes and files that match it (with !: that do not) belong to the line before them."),
                Flag.of(
                        "--ignore-older",
                        "TIME",
                        "",
                        "Files that were last written longer ago and never collected are left out (default: none)."),
                Flag.of("--logstash-home", "DIR", "", "Unpacked official Logstash on every agent."),
                Flag.of(
                        "--logstash-url",
                        "URL",
                        "",
                        "Official archive of Logstash that Mesos fetches (http, https, file)."),
                Flag.of(
                        ContainerOptions.IMAGE,
                        "IMAGE",
                        "",
                        "Docker image of an official Logstash; executors run in it. Needs --work-dir."),
                Flag.of("--logstash-memory", "MB", "", "Memory of Logstash: MiB, or with a unit (default: 1g)."),
                Flag.many("--logstash-jvm-option", "OPTION", "A line for Logstash's jvm.options."),
                Flag.many(
                        "--pipeline",
                        "NAME=PATH|URL",
                        "A pipeline of Logstash, read at the start from a file here or over http(s), and rolled out when"
                                + " its text is another than before."),
                Flag.many(
                        "--secret-file",
                        "NAME=PATH",
                        "A path on the agents: file with one line, the value of a variable that pipelines of Logstash may name."));
    }
}
