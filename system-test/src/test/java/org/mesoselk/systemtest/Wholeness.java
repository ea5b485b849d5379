package org.mesoselk.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What must be so again after a blow, looked at from all sides at one moment. */
final class Wholeness {

    private Wholeness() {}

    /** Waits until everything is as wanted; a failure names what is not, and the status. */
    static void await(Installation installation, int members, String uuid) {
        Await.until(
                members + " members whole again",
                Duration.ofMinutes(5),
                () -> {
                    installation.mesos().supervise();
                    installation.schedulers().supervise();
                    return lacking(installation, members, uuid);
                },
                List::isEmpty);
    }

    /** One sentence for each thing that is not as it should be. */
    static List<String> lacking(Installation installation, int members, String uuid) throws IOException {
        List<String> lacking = new ArrayList<>();
        JsonNode status = installation.status();
        boolean ready = status.path("ready").asInt() == members
                && status.path("wanted").asInt() == members
                && status.path("members").size() == members
                && "green".equals(status.path("state").asString())
                && status.path("operation").isNull();
        require(lacking, ready, () -> "status: " + status);
        require(lacking, status.path("waits").isEmpty(), () -> "something waits: " + status.path("waits"));
        Map<String, String> tasks = Members.tasks(status);
        List<String> listed = installation.mesos().tasksNow();
        require(
                lacking,
                listed.size() == members && new HashSet<>(listed).equals(new HashSet<>(tasks.values())),
                () -> "Mesos lists " + listed + ", the framework " + tasks);
        int agents = installation.mesos().activeAgents();
        require(lacking, agents == installation.mesos().agents(), () -> "only " + agents + " agents are active");
        processes(installation, tasks.keySet(), lacking);
        if (lacking.isEmpty()) {
            elasticsearch(installation, members, uuid, lacking);
        }
        return lacking;
    }

    private static void processes(Installation installation, Set<String> members, List<String> lacking) {
        List<Processes.Found> all = installation.processes();
        List<Processes.Found> nodes =
                all.stream().filter(Processes.Found::isElasticsearch).toList();
        List<Processes.Found> executors =
                all.stream().filter(Processes.Found::isExecutor).toList();
        require(lacking, nodes.size() == members.size(), () -> "Elasticsearch processes: " + pids(nodes));
        require(lacking, executors.size() == members.size(), () -> "executors: " + pids(executors));
        for (String member : members) {
            require(lacking, one(nodes, found -> found.isElasticsearchOf(member)), () -> "no node of " + member);
            require(lacking, one(executors, found -> found.isExecutorOf(member)), () -> "no executor of " + member);
        }
    }

    private static boolean one(List<Processes.Found> found, Predicate<Processes.Found> wanted) {
        return found.stream().filter(wanted).count() == 1;
    }

    private static String pids(List<Processes.Found> found) {
        return found.stream()
                .map(process ->
                        process.pid() + " " + process.environment().replaceAll(".*MESOS_EXECUTOR_ID=(\\S+).*", "$1"))
                .collect(Collectors.joining(", "));
    }

    private static void elasticsearch(Installation installation, int members, String uuid, List<String> lacking)
            throws IOException {
        for (String endpoint : installation.endpoints()) {
            JsonNode health = Rest.get(endpoint + "/_cluster/health", Duration.ofSeconds(5))
                    .expect(200)
                    .json();
            require(
                    lacking,
                    health.path("number_of_nodes").asInt() == members
                            && "green".equals(health.path("status").asString()),
                    () -> endpoint + " says " + health);
        }
        Set<String> excludes = Elasticsearch.excludes(installation);
        require(lacking, excludes.isEmpty(), () -> "allocation excludes left: " + excludes);
        Set<String> voting = Elasticsearch.votingExclusions(installation);
        require(lacking, voting.isEmpty(), () -> "voting exclusions left: " + voting);
        String now = Elasticsearch.uuid(installation);
        require(lacking, now.equals(uuid), () -> "the cluster is " + now + " and was " + uuid);
    }

    private static void require(List<String> lacking, boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            lacking.add(otherwise.get());
        }
    }
}
