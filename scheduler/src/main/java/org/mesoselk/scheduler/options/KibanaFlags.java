package org.mesoselk.scheduler.options;

import java.util.List;

/** Every option of {@code scheduler kibana}. */
final class KibanaFlags {

    private KibanaFlags() {}

    static List<Flag> all() {
        return SharedFlags.together(SharedFlags.process("kibana", ""), SharedFlags.executor(KibanaOptions.JAR), own());
    }

    private static List<Flag> own() {
        return List.of(
                Flag.of(
                        "--elasticsearch-framework",
                        "NAME",
                        "elasticsearch",
                        "Kibana shows the members of this framework, as its records in the same ZooKeeper tell them."),
                Flag.of(
                        "--elasticsearch-endpoints",
                        "URL[,URL]",
                        "",
                        "Kibana shows this Elasticsearch instead, e.g. http://es1:9200,http://es2:9200."),
                Flag.many(
                        KibanaGroupOptions.GROUP,
                        "NAME=FRAMEWORK|URL[,URL]",
                        "Instances of another Elasticsearch besides: its framework's name, or its URLs."),
                Flag.of("--instances", "COUNT", "1", "Instances of each group at the first start; then the API rules."),
                Flag.of(KibanaPlaceOptions.HOME, "DIR", "", "Unpacked official Kibana on every agent."),
                Flag.of(
                        KibanaPlaceOptions.URL,
                        "URL",
                        "",
                        "Official archive of Kibana that Mesos fetches (http, https, file)."),
                Flag.of(
                        KibanaPlaceOptions.IMAGE,
                        "IMAGE",
                        "",
                        "Docker image of an official Kibana; executors run in it. Needs --java-home."),
                Flag.of(
                        "--node-home",
                        "DIR",
                        "",
                        "Node.js on the agents, with bin/node (default: the one that Kibana brings)."),
                Flag.of("--run-as", "USER", "", "User that Kibana runs as, of a root executor (default: kibana)."),
                Flag.of("--cpus", "CORES", "0.5", "CPU cores of an instance."),
                Flag.of("--memory", "MB", "1024", "Memory of an instance: MiB, or with a unit (1g)."),
                Flag.of("--disk", "MB", "", "Disk of an instance (default: 256, with --kibana-url 3g)."),
                Flag.of("--port", "any|privileged|NUMBER", "any", "Port of an instance, out of the agent's offer."),
                Flag.of("--host", "ADDRESS", "", "Address that Kibana listens on (default: the agent's own)."),
                Flag.of("--unique-hosts", "on|off", "off", "At most one instance of a group on an agent."),
                Flag.of("--base-path", "PATH", "", "Kibana's server.basePath behind a reverse proxy, e.g. /kibana."),
                Flag.of(
                        "--rewrite-base-path",
                        "on|off",
                        "off",
                        "Requests arrive with the base path on them, and Kibana takes it off."),
                Flag.of("--public-url", "URL", "", "Where users reach it: Kibana's server.publicBaseUrl."),
                Flag.many("--kibana-setting", "KEY=VALUE", "A line for kibana.yml."),
                Flag.many(
                        "--label",
                        "KEY=VALUE",
                        "Label of the tasks, in which {group}, {host}, {member} and {port} are filled in."),
                Flag.of("--elasticsearch-ca-file", "PATH", "", "PEM, a path on the agents: CA of https endpoints."),
                Flag.of(
                        "--elasticsearch-credentials-file",
                        "PATH",
                        "",
                        "A path on the agents: file with user:password for Elasticsearch."),
                Flag.of(
                        "--elasticsearch-token-file",
                        "PATH",
                        "",
                        "A path on the agents: file with a service account token of Elasticsearch."));
    }
}
