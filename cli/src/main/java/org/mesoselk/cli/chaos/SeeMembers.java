package org.mesoselk.cli.chaos;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.api.FrameworkStatus;
import org.mesoselk.cli.local.Framework;
import org.mesoselk.cli.local.MemberTree;

/**
 * Whether each member's executor and Elasticsearch run on this machine, and Elasticsearch has all nodes and is green; and
 * whether there is a Logstash on every agent that shall have one.
 */
record SeeMembers(MemberTree processes, Cluster cluster, SeeLogstash logstash) implements Recovery.Witness {

    @Override
    public Optional<String> objects(FrameworkStatus status) throws InterruptedException {
        Set<String> tasks = tasks(status);
        Set<String> servers = processes.elasticsearch().keySet();
        Set<String> executors = processes.executors(Framework.ELASTICSEARCH).keySet();
        if (!servers.equals(tasks)) {
            return Optional.of("Elasticsearch runs for " + new TreeSet<>(servers) + ", not " + tasks);
        }
        if (!executors.equals(tasks)) {
            return Optional.of("executors run for " + new TreeSet<>(executors) + ", not " + tasks);
        }
        try {
            Cluster.Health health = cluster.health();
            return health.colour().equals("green") && health.nodes() == tasks.size()
                    ? logstash.objection()
                    : Optional.of("Elasticsearch says " + health.colour() + " with " + health.nodes() + " nodes");
        } catch (IOException e) {
            return Optional.of("Elasticsearch cannot be asked: " + Failure.words(e));
        }
    }

    static Set<String> tasks(FrameworkStatus status) {
        return status.members().stream()
                .map(FrameworkStatus.Member::task)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
