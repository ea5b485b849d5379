package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One collector on each agent that is there or joins, and whatever is killed, the same again on the same agent. */
class LogstashIT {

    private static final int AGENTS = 5;
    private static final int JOINING = 2;
    private static final int COVERED = AGENTS + JOINING;
    private static final int LEFT_OUT = COVERED;
    private static final int BEFORE = 3_000;
    private static final int ALL = 4_000;

    @TempDir
    Path folder;

    private Installation mesos;
    private Logstash logstash;

    @Test
    void everyAgentHasOneCollectorAndKeepsItWhateverIsKilled() throws Exception {
        try (Installation started = Installation.in(folder)
                .agents(AGENTS)
                .joiningAgent("rack:r5")
                .joiningAgent("rack:r6")
                .joiningAgent("rack:not-this-one")
                .elasticsearch()
                .scheduler("--nodes", "1")
                .logstash("--constraint", "rack:UNLIKE:not-.*")
                .start()) {
            mesos = started;
            logstash = started.logstash();
            try {
                mesos.awaitReady(1);
                logstash.awaitCovered(AGENTS);
                assertOneOnEach(AGENTS);
                agentsThatJoinAreCoveredAndOneThatIsLeftOutSaysWhy();
                try (CommandTasks tasks = new CommandTasks(mesos.mesos())) {
                    aKilledExecutorComesBackOnItsAgentAndReadsOn(tasks);
                }
                anAgentThatIsKilledFindsItsCollectorAgain();
                schedulersThatAreKilledChangeNoTask();
                aFrameworkThatIsTornDownLeavesNothingAndSaysSo();
            } finally {
                KeptLogs.keep(folder, "logstash", "LogstashIT");
            }
        }
    }

    private void agentsThatJoinAreCoveredAndOneThatIsLeftOutSaysWhy() throws IOException {
        Map<String, String> before = logstash.tasks();
        for (int joins = AGENTS; joins <= LEFT_OUT; joins++) {
            mesos.mesos().startAgent(joins);
        }
        mesos.mesos().awaitAgents(COVERED + 1);
        logstash.awaitCovered(COVERED);
        assertOneOnEach(COVERED);
        assertThat(logstash.tasks()).as("tasks that were there before").containsAllEntriesOf(before);

        JsonNode coverage = Await.until(
                "the coverage of all",
                Duration.ofSeconds(30),
                logstash::coverage,
                seen -> seen.path("agents").asInt() == COVERED + 1);
        assertThat(coverage.path("covered").asInt()).isEqualTo(COVERED);
        assertThat(coverage.path("with")).hasSize(COVERED);
        assertThat(coverage.path("without")).singleElement().satisfies(one -> {
            assertThat(one.path("agent").asString()).isEqualTo(mesos.mesos().idOf(LEFT_OUT));
            assertThat(one.path("why").asString()).isEqualTo("left-out");
            assertThat(one.path("sentence").asString()).contains("rack").contains("not-this-one");
        });
    }

    private void aKilledExecutorComesBackOnItsAgentAndReadsOn(CommandTasks tasks) throws Exception {
        Path go = folder.resolve("go");
        tasks.launch(
                "numbers",
                1,
                NumberedLines.writer(0, BEFORE, BEFORE, 0)
                        + "; until [ -e " + go + " ]; do sleep 0.1; done; "
                        + NumberedLines.writer(BEFORE, ALL, ALL, 0));
        tasks.awaitRunning("numbers");
        awaitLines(BEFORE);
        Await.until(
                "that much is noted",
                Duration.ofSeconds(30),
                () -> logstash.hasNoted("numbers", "stdout") && logstash.hasNoted("numbers", "stderr"),
                noted -> noted);
        long repeatedBefore = repeated();

        String member = logstash.memberOn(1);
        killAndAwaitAnother(member);
        Files.createFile(go);
        tasks.awaitFinished("numbers", Duration.ofMinutes(1));
        awaitLines(ALL);
        NumberedLines found = NumberedLines.of(mesos, "numbers", "stdout");
        assertThat(found.missing(ALL)).as("numbers on stdout").isEmpty();
        assertThat(found.duplicates()).as("documents for the same number").isZero();
        NumberedLines errors = NumberedLines.of(mesos, "numbers", "stderr");
        assertThat(errors.missing(ALL / 10)).as("numbers on stderr").isEmpty();
        assertThat(errors.duplicates()).as("documents for the same number").isZero();
        assertThat(repeated() - repeatedBefore)
                .as("lines that were sent again, though their position was stored before the kill")
                .isLessThan(BEFORE / 10);
    }

    private void anAgentThatIsKilledFindsItsCollectorAgain() throws IOException {
        Map<String, String> before = logstash.tasks();
        String member = logstash.memberOn(2);
        long executor = logstash.executorOf(member);
        mesos.mesos().killAgent(2);
        mesos.mesos().startAgent(2);
        mesos.mesos().awaitAgents(COVERED + 1);
        logstash.awaitCovered(COVERED);
        assertThat(logstash.tasks()).as("tasks survive their agent").isEqualTo(before);
        assertThat(logstash.executorOf(member)).isEqualTo(executor);
        assertOneOnEach(COVERED);
    }

    private void schedulersThatAreKilledChangeNoTask() throws IOException {
        Schedulers schedulers = logstash.schedulers();
        Map<String, String> before = logstash.tasks();
        logstash.startScheduler(1);
        schedulers.program(0).kill();
        Await.until("the standby leads", Duration.ofSeconds(60), () -> schedulers.leads(1), leads -> leads);
        logstash.awaitCovered(COVERED);
        assertThat(logstash.tasks()).as("tasks under the other scheduler").isEqualTo(before);

        // What happens while nobody decides is dealt with by the next one.
        String member = logstash.memberOn(3);
        long executor = logstash.executorOf(member);
        schedulers.program(1).kill();
        Signals.send("KILL", executor);
        logstash.startScheduler(0);
        awaitAnother(member, before.get(member));
        logstash.awaitCovered(COVERED);
        assertOnlyReplaced(before, member);
        assertOneOnEach(COVERED);
    }

    private void aFrameworkThatIsTornDownLeavesNothingAndSaysSo() throws IOException {
        List<String> others = mesos.tasks();
        Rest.form(mesos.mesos().leaderUrl() + "/master/teardown", "frameworkId=" + logstash.frameworkId())
                .expect(200);
        Await.until(
                "no collector runs",
                Duration.ofSeconds(30),
                () -> mesos.processes().stream()
                        .filter(Processes.Found::isCollector)
                        .toList(),
                List::isEmpty);
        Await.until(
                "the scheduler says that its framework is removed",
                Duration.ofSeconds(30),
                logstash::status,
                seen -> seen.path("waits")
                        .valueStream()
                        .anyMatch(wait -> wait.path("name").asString().equals("framework-removed")
                                && wait.path("sentence").asString().contains(logstash.frameworkId())));
        assertThat(mesos.mesos().tasks(Framework.LOGSTASH)).isEmpty();
        assertThat(mesos.tasks()).as("tasks of Elasticsearch").isEqualTo(others);
    }

    private void killAndAwaitAnother(String member) throws IOException {
        Map<String, String> before = logstash.tasks();
        Signals.send("KILL", logstash.executorOf(member));
        awaitAnother(member, before.get(member));
        logstash.awaitCovered(COVERED);
        assertOnlyReplaced(before, member);
        assertOneOnEach(COVERED);
    }

    private void awaitAnother(String member, String task) {
        Await.until(
                "another task of " + member + " than " + task,
                Duration.ofSeconds(30),
                () -> logstash.tasks().get(member),
                now -> !now.isEmpty() && !now.equals(task));
    }

    private void assertOnlyReplaced(Map<String, String> before, String member) {
        Map<String, String> now = new TreeMap<>(logstash.tasks());
        now.put(member, before.get(member));
        assertThat(now).as("tasks of the other members").isEqualTo(before);
    }

    /** Told by the framework, by Mesos, and by the processes that run. */
    private void assertOneOnEach(int agents) throws IOException {
        JsonNode status = logstash.status();
        Set<String> covered = new HashSet<>();
        status.path("members")
                .forEach(member -> covered.add(member.path("agent").asString()));
        assertThat(covered).as("agents of members of " + status).hasSize(agents);
        Set<String> tasks = new HashSet<>(logstash.tasks().values());
        assertThat(mesos.mesos().tasks(Framework.LOGSTASH))
                .as("tasks that Mesos lists")
                .containsExactlyInAnyOrderElementsOf(tasks)
                .hasSize(agents);
        for (String task : tasks) {
            String agent = mesos.mesos()
                    .task(Framework.LOGSTASH, task)
                    .path("slave_id")
                    .asString();
            assertThat(covered.remove(agent)).as("only one on " + agent).isTrue();
        }
        assertThat(mesos.processes().stream().filter(Processes.Found::isCollector))
                .as("executors that run")
                .hasSize(agents);
    }

    private void awaitLines(int lines) {
        Await.until(
                lines + " lines in Elasticsearch, and a tenth on stderr",
                Duration.ofMinutes(1),
                () -> NumberedLines.count(mesos, "numbers", "stdout") + " "
                        + NumberedLines.count(mesos, "numbers", "stderr"),
                (lines + " " + lines / 10)::equals);
    }

    /** Documents that Elasticsearch refused because it has them: the ids of lines are always the same. */
    private long repeated() throws IOException {
        return Rest.get(Elasticsearch.endpoint(mesos) + "/logs-mesos-default/_stats/indexing")
                .expect(200)
                .json()
                .at("/_all/primaries/indexing/index_failed")
                .asLong();
    }
}
