package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kill -9 of an Elasticsearch process, an executor, an agent: the wanted members return, each once, nothing else restarts. */
class KillIT {

    @TempDir
    Path folder;

    @Test
    void whateverIsKilledComesBackOnceAndNothingIsLost() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agents(3)
                .elasticsearch()
                .scheduler("--nodes", "3")
                .start()) {
            mesos.awaitReady(3);
            try (Ledger ledger = new Ledger(mesos, "ours")) {
                Await.until("fifty documents", Duration.ofMinutes(1), ledger::size, size -> size > 50);

                Map<String, String> before = tasksByMember(mesos);
                Signals.send("KILL", elasticsearchOf(mesos, "es-default-1"));
                assertOnlyReplaced(mesos, before, "es-default-1");

                before = tasksByMember(mesos);
                long executor = executorOf(mesos, "es-default-2");
                long orphan = elasticsearchOf(mesos, "es-default-2");
                Signals.send("KILL", executor);
                assertOnlyReplaced(mesos, before, "es-default-2");
                assertThat(mesos.processes())
                        .as("Elasticsearch of the killed executor")
                        .noneMatch(found -> found.pid() == orphan);

                before = tasksByMember(mesos);
                long elasticsearch = elasticsearchOf(mesos, "es-default-0");
                int agent = mesos.mesos().agentOf(before.get("es-default-0"));
                mesos.mesos().killAgent(agent);
                mesos.mesos().startAgent(agent);
                mesos.mesos().awaitAgents(3);
                mesos.awaitReady(3);
                assertThat(tasksByMember(mesos)).as("tasks survive their agent").isEqualTo(before);
                assertThat(elasticsearchOf(mesos, "es-default-0")).isEqualTo(elasticsearch);

                ledger.stop();
                assertThat(ledger.missing())
                        .as("acknowledged and lost, of %d", ledger.size())
                        .isEmpty();
            }
        }
    }

    @Test
    void aMemberIsNotDoubledWhileItsAgentOrTheMasterIsAway() throws Exception {
        try (Installation mesos = Installation.in(folder)
                .agents(4)
                .master("--agent-ping-timeout", "1secs", "--max-agent-ping-timeouts", "3")
                .elasticsearch()
                .scheduler("--nodes", "3")
                .start()) {
            mesos.awaitReady(3);
            Map<String, String> before = tasksByMember(mesos);
            int agent = mesos.mesos().agentOf(before.get("es-default-1"));
            mesos.mesos().killAgent(agent);
            Await.until(
                    "es-default-1 unreachable, with the reason",
                    Duration.ofMinutes(1),
                    mesos::status,
                    seen -> seen.path("waits").toString().contains("task-unreachable"));
            assertThat(tasksByMember(mesos)).as("while the agent is away").isEqualTo(before);
            mesos.mesos().startAgent(agent);
            mesos.awaitReady(3);
            assertThat(tasksByMember(mesos)).as("when the agent is back").isEqualTo(before);

            mesos.mesos().signalMaster(0, "KILL");
            Await.until(
                    "the scheduler says that it is not subscribed",
                    Duration.ofMinutes(1),
                    mesos::status,
                    seen -> seen.path("waits").toString().contains("not-subscribed"));
            mesos.mesos().startMaster(0);
            mesos.mesos().awaitAgents(4);
            mesos.awaitReady(3);
            assertThat(tasksByMember(mesos)).as("after another master").isEqualTo(before);
            assertThat(mesos.tasks()).hasSize(3);
        }
    }

    private void assertOnlyReplaced(Installation mesos, Map<String, String> before, String member) {
        Await.until(
                "a new task for " + member,
                Duration.ofMinutes(3),
                () -> tasksByMember(mesos),
                now -> now.containsKey(member) && !now.get(member).equals(before.get(member)));
        mesos.awaitReady(3);
        Map<String, String> after = tasksByMember(mesos);
        after.put(member, before.get(member));
        assertThat(after).as("tasks of the other members").isEqualTo(before);
        assertThat(mesos.tasks()).as("live tasks, one a member").hasSize(3);
    }

    private static Map<String, String> tasksByMember(Installation mesos) {
        Map<String, String> tasks = new TreeMap<>();
        JsonNode status = Await.until("status", Duration.ofSeconds(30), mesos::status, seen -> true);
        status.path("members")
                .forEach(member -> tasks.put(
                        member.path("name").asString(), member.path("task").asString("")));
        return tasks;
    }

    private static long elasticsearchOf(Installation mesos, String member) {
        return only(mesos, "Elasticsearch of " + member, found -> found.isElasticsearchOf(member));
    }

    private static long executorOf(Installation mesos, String member) {
        return only(mesos, "executor of " + member, found -> found.isExecutorOf(member));
    }

    private static long only(
            Installation installation, String what, java.util.function.Predicate<Processes.Found> wanted) {
        return Await.until(
                        "one " + what,
                        Duration.ofSeconds(30),
                        () -> installation.processes().stream().filter(wanted).toList(),
                        found -> found.size() == 1)
                .get(0)
                .pid();
    }
}
