package org.mesoselk.scheduler.options;

import java.util.List;
import java.util.stream.Stream;

/** Options that every framework's scheduler has. */
final class SharedFlags {

    private SharedFlags() {}

    /**
     * Of the process: its state, Mesos, who it is there, its API.
     *
     * @param frameworkName the standard one
     * @param user the standard one; empty for the present one
     */
    static List<Flag> process(String frameworkName, String user) {
        return List.of(
                Flag.of("--zookeeper", "zk://HOST:PORT[,..][/CHROOT]", "", "Where the state is kept. Required."),
                Flag.of(
                        "--zookeeper-session-timeout",
                        "TIME",
                        "10s",
                        "A standby takes over so long after the leader's last sign of life."),
                Flag.of(
                        "--zookeeper-auth-file",
                        "FILE",
                        "",
                        "File with user:password: nobody else reads or writes the records."),
                Flag.of(
                        "--zookeeper-world-read",
                        "on|off",
                        "",
                        "With --zookeeper-auth-file: everybody may read the records (default: off)."),
                Flag.of("--zookeeper-ca-file", "FILE", "", "PEM: speak TLS to ZooKeeper servers of this CA."),
                Flag.of(
                        "--zookeeper-cert-file",
                        "FILE",
                        "",
                        "PEM: certificate and key, both in this file, to show to ZooKeeper."),
                Flag.of("--mesos-master", "zk://..|URL[,URL]", "", "How the leading Mesos master is found. Required."),
                Flag.of("--mesos-principal", "NAME", "", "Who the framework is to a master that asks for it."),
                Flag.of("--mesos-secret-file", "FILE", "", "File with the secret of --mesos-principal."),
                Flag.of("--mesos-token-file", "FILE", "", "File with a bearer token, read anew at each request."),
                Flag.of(
                        "--mesos-tls",
                        "on|off",
                        "",
                        "Speak TLS to masters found by zk:// or named without http(s):// (default: on with"
                                + " --mesos-ca-file or --mesos-cert-file)."),
                Flag.of("--mesos-ca-file", "FILE", "", "PEM: the masters' CA (default: what the JVM trusts)."),
                Flag.of("--mesos-cert-file", "FILE", "", "PEM: certificate to show to masters."),
                Flag.of("--mesos-key-file", "FILE", "", "PEM: key of --mesos-cert-file, as PKCS#8."),
                Flag.of(
                        "--agent-ca-file",
                        "PATH",
                        "",
                        "PEM, a path on the agents: executors speak TLS to agents of this CA."),
                Flag.of("--agent-cert-file", "PATH", "", "PEM, a path on the agents: what executors show to them."),
                Flag.of("--agent-key-file", "PATH", "", "PEM, a path on the agents: key of --agent-cert-file."),
                Flag.of("--framework-name", "NAME", frameworkName, "Name of the framework, also of its state."),
                Flag.of("--role", "ROLE", "*", "Mesos role to take offers as, and to reserve for; * is none."),
                Flag.of(
                        "--user",
                        "USER",
                        user,
                        "User that Mesos runs executors as." + (user.isEmpty() ? " Default: the present user." : "")),
                Flag.of("--failover-timeout", "TIME", "7d", "Mesos keeps the tasks so long without a scheduler."),
                Flag.of(
                        "--new-framework-id",
                        "REMOVED-ID",
                        "",
                        "Go on as a new framework when Mesos has removed the one with this id; without effect on any other."),
                Flag.of("--api-host", "ADDRESS", "127.0.0.1", "Address that the REST API listens on."),
                Flag.of("--api-port", "PORT", "", "Port of the REST API (default: $PORT0, $PORT_API, else any free)."),
                Flag.of("--api-advertise", "URL", "", "How agents and users reach the API (default: host and port)."),
                Flag.of("--api-cert-file", "FILE", "", "PEM: the API and the executor's jar are served by https."),
                Flag.of("--api-key-file", "FILE", "", "PEM: key of --api-cert-file, as PKCS#8."),
                Flag.of("--api-ca-file", "FILE", "", "PEM: CA of the other schedulers' APIs (default: the JVM's)."),
                Flag.of("--api-announce", "FILE", "", "Write the URL of the API to this file when it listens."));
    }

    /** Of its executors. @param jar the file that is looked for when none is named */
    static List<Flag> executor(String jar) {
        return List.of(
                Flag.of("--executor-cpus", "CORES", "0.1", "CPU cores of an executor, besides what it runs."),
                Flag.of("--executor-memory", "MB", "96", "Memory of an executor, besides what it runs."),
                Flag.many("--constraint", "FIELD:OPERATOR:VALUE", "Placement rule: IS, CLUSTER, LIKE or UNLIKE."),
                Flag.of("--java-home", "DIR", "", "JDK on the agents (default: the java on the agent's PATH)."),
                Flag.of(
                        "--executor-jar",
                        "FILE|URL",
                        "",
                        "The executor: a local file that this scheduler serves to agents, or a URL (default: " + jar
                                + " beside the scheduler's jar or in the working directory)."),
                Flag.of("--kill-grace", "TIME", "60s", "Between SIGTERM and SIGKILL of what it runs."));
    }

    static List<Flag> together(List<Flag> process, List<Flag> executor, List<Flag> own) {
        return Stream.of(process, executor, own).flatMap(List::stream).toList();
    }
}
