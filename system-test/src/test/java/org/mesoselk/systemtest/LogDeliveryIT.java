package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** No line is lost, whatever is killed, away or malformed. */
class LogDeliveryIT {

    /** {@code -Dlogs.lines=1000000} for the length of the issue. */
    private static final int LINES = Integer.getInteger("logs.lines", 100_000);
    /** {@code -Dlogs.away=300}: seconds. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("logs.away", 60));

    /** Lines a second at most, so that the writer of {@link #LINES} is at work while all is hit once. */
    private static final int PACE = 2_000;

    /** Longer than an executor takes to come back; what is removed while none runs is lost. */
    private static final Duration KEPT_SANDBOX = Duration.ofSeconds(20);
    /** What the scheduler asks of Mesos for an executor, in kB. */
    private static final long EXECUTOR_MEMORY = 96 * 1024;

    private static final int SHORT_TASKS = 4;
    private static final int SHORT_LINES = 500;

    @TempDir
    static Path folder;

    private static Installation mesos;
    private static Logstash logstash;

    @BeforeAll
    static void start() throws Exception {
        mesos = Installation.in(folder)
                .agents(2)
                .agentFlags("--gc-delay", KEPT_SANDBOX.toSeconds() + "secs")
                .elasticsearch()
                .scheduler("--nodes", "2")
                .logstash("--listen", "syslog:udp:0", "--listen", "syslog:tcp:0", "--listen-host", "127.0.0.1")
                .logstash("--file", folder + "/host/**/*.log")
                .start();
        logstash = mesos.logstash();
    }

    @AfterAll
    static void stop() throws Exception {
        if (mesos != null) {
            mesos.close();
        }
        KeptLogs.keep(folder, "logstash", "LogDeliveryIT");
    }

    @BeforeEach
    void awaitWhole() {
        mesos.awaitReady(2);
        logstash.awaitCovered(2);
    }

    @Test
    void everyLineArrivesOnceWhileExecutorAgentAndMembersOfElasticsearchAreKilledInTurn() throws Exception {
        try (CommandTasks tasks = new CommandTasks(mesos.mesos())) {
            tasks.launch("counted", 1, NumberedLines.writer(0, LINES, PACE / 10, 0));
            tasks.awaitRunning("counted");
            int blows = 0;
            for (long seen = 0; blows < 4 || !tasks.isFinished("counted"); blows++) {
                long before = seen;
                seen = Await.until(
                        "more lines than " + before + " in Elasticsearch",
                        Duration.ofMinutes(1),
                        () -> NumberedLines.count(mesos, "counted", "stdout"),
                        now -> now > before || now == LINES);
                strike(blows % 4);
            }
            tasks.awaitFinished("counted", Duration.ofSeconds(60L + 2 * LINES / PACE));
            awaitCount("counted", "stdout", LINES);
            awaitCount("counted", "stderr", LINES / 10);
            System.out.printf(
                    "%d lines through %d kills; sent again since the last start of the executor: %s%n",
                    LINES, blows, logstash.member(logstash.memberOn(1)).at("/report/duplicates"));
        }
        assertWhole("counted", "stdout", LINES);
        assertWhole("counted", "stderr", LINES / 10);
    }

    private static void strike(int which) throws IOException {
        switch (which) {
            case 0 -> killExecutor(logstash.memberOn(1));
            case 1 -> {
                mesos.mesos().killAgent(1);
                mesos.mesos().startAgent(1);
                mesos.mesos().awaitAgents(2);
            }
            default -> killElasticsearch("es-default-" + (which - 2));
        }
    }

    private static void killExecutor(String member) {
        String task = logstash.tasks().get(member);
        Signals.send("KILL", logstash.executorOf(member));
        Await.until(
                "another task of " + member,
                Duration.ofSeconds(30),
                () -> logstash.tasks().get(member),
                now -> !now.isEmpty() && !now.equals(task));
        logstash.awaitCovered(2);
    }

    private static void killElasticsearch(String member) {
        String task = Members.taskOf(mesos, member);
        Signals.send("KILL", elasticsearchOf(member));
        Await.until(
                "another task of " + member,
                Duration.ofMinutes(1),
                () -> Members.taskOf(mesos, member),
                now -> !now.equals(task));
        mesos.awaitReady(2);
    }

    private static long elasticsearchOf(String member) {
        return Await.until(
                        "one Elasticsearch of " + member,
                        Duration.ofSeconds(30),
                        () -> mesos.processes().stream()
                                .filter(found -> found.isElasticsearchOf(member))
                                .toList(),
                        found -> found.size() == 1)
                .get(0)
                .pid();
    }

    @Test
    void whileElasticsearchIsAwayMemoryIsBoundedAndAfterwardsAllIsThereOfRemovedSandboxesToo() throws Exception {
        long executor = logstash.executorOf(logstash.memberOn(0));
        int lines = Math.toIntExact(AWAY.toSeconds() * 1_000);
        List<String> shortTasks = IntStream.range(0, SHORT_TASKS)
                .mapToObj(number -> "short-" + number)
                .toList();
        try (CommandTasks tasks = new CommandTasks(mesos.mesos())) {
            // Some 500 KB a second: much more than an executor has memory.
            tasks.launch("long", 0, NumberedLines.writer(0, lines, 100, 490));
            tasks.awaitRunning("long");
            ProcessMemory before = ProcessMemory.of(executor);
            List<Long> nodes = Stream.of("es-default-0", "es-default-1")
                    .map(LogDeliveryIT::elasticsearchOf)
                    .toList();
            nodes.forEach(node -> Signals.send("STOP", node));
            Instant since = Instant.now();
            try {
                shortTasks.forEach(task -> tasks.launch(task, 0, NumberedLines.writer(0, SHORT_LINES, SHORT_LINES, 0)));
                shortTasks.forEach(task -> tasks.awaitFinished(task, Duration.ofMinutes(1)));
                shortTasks.forEach(LogDeliveryIT::awaitRemoved);
                Await.until(
                        "Elasticsearch away for " + AWAY,
                        AWAY.plusSeconds(10),
                        () -> Duration.between(since, Instant.now()),
                        away -> away.compareTo(AWAY) >= 0);
            } finally {
                nodes.forEach(node -> Signals.sendIfAlive("CONT", node));
            }
            tasks.awaitFinished("long", AWAY.plusMinutes(2));
            awaitCount("long", "stdout", lines);
            for (String task : shortTasks) {
                awaitCount(task, "stdout", SHORT_LINES);
            }
            ProcessMemory after = ProcessMemory.of(executor);
            System.out.printf(
                    "Elasticsearch away for %d s: the executor had %d kB before and %d kB after, %d kB at most%n",
                    AWAY.toSeconds(), before.resident(), after.resident(), after.peak());
            assertThat(after.peak()).as("most memory of the executor, kB").isLessThan(EXECUTOR_MEMORY);
        }
        assertWhole("long", "stdout", lines);
        for (String task : shortTasks) {
            assertWhole(task, "stdout", SHORT_LINES);
            assertWhole(task, "stderr", SHORT_LINES / 10);
        }
    }

    private static void awaitRemoved(String executor) {
        Path slaves = mesos.mesos().workDir(0).resolve("slaves");
        Await.until(
                "the sandbox of " + executor + " is removed",
                KEPT_SANDBOX.multipliedBy(3),
                () -> {
                    try (Stream<Path> all = Files.walk(slaves, 5)) {
                        return all.filter(path -> path.getFileName().toString().equals(executor))
                                .toList();
                    }
                },
                List::isEmpty);
    }

    private static void awaitCount(String task, String stream, long wanted) {
        Await.until(
                wanted + " lines of " + task + " on " + stream,
                Duration.ofMinutes(3),
                () -> NumberedLines.count(mesos, task, stream),
                count -> count >= wanted);
    }

    private static void assertWhole(String task, String stream, int wanted) throws IOException {
        NumberedLines found = NumberedLines.of(mesos, task, stream);
        assertThat(found.missing(wanted))
                .as("numbers of %s that are lost", task)
                .isEmpty();
        assertThat(found.duplicates())
                .as("numbers of %s that are there twice", task)
                .isZero();
    }

    @Test
    void syslogOfBothRfcsArrivesOnceOverUdpAndTcpAndNothingMalformedHoldsItUp() throws Exception {
        String member = logstash.memberOn(0);
        int udp = portOf(member, "syslog-udp");
        int tcp = portOf(member, "syslog-tcp");
        String mark = "mark" + System.nanoTime();
        String old = "<34>Oct 11 22:14:15 mymachine su[230]: " + mark + " of 3164";
        String modern = "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 8710 ID47"
                + " [exampleSDID@32473 iut=\"3\" eventSource=\"App\"] " + mark + " of 5424";
        String[] malformed = {
            mark + " without a priority",
            "<999>1 - - - - - - " + mark,
            "<34>1 yesterday host app 1 id - " + mark,
            "<165>1 2003-10-11T22:14:15.003Z host app 1 id [unended " + mark,
            "<34 " + mark,
            mark + " \u00ff\u00fe\u0000\u0001 is no UTF-8",
        };
        SyslogSenders.udp(udp, malformed);
        SyslogSenders.udp(udp, "", "<", old, modern);
        SyslogSenders.tcp(tcp, String.join("\n", malformed) + "\n");
        // Lengths that nobody keeps, and a sender who goes in the midst of a message.
        SyslogSenders.tcp(tcp, "999999999 ");
        SyslogSenders.tcp(tcp, "99999999999999999999\n");
        SyslogSenders.tcp(tcp, "400 <34>1 cut");
        SyslogSenders.tcp(tcp, old + "\n", modern + "\n");
        SyslogSenders.tcp(tcp, SyslogSenders.counted(old), SyslogSenders.counted(modern));

        int wanted = 2 * malformed.length + 2 * 3;
        JsonNode hits = awaitEvents(mark, wanted);
        assertThat(hits.path("hits")).as("each once").hasSize(wanted);
        List<JsonNode> sources =
                hits.path("hits").valueStream().map(hit -> hit.path("_source")).toList();
        String agent = mesos.mesos().idOf(0);
        assertThat(sources).allSatisfy(source -> {
            assertThat(source.at("/mesos/agent/id").asString()).isEqualTo(agent);
            assertThat(source.at("/log/source/address").asString()).isEqualTo("127.0.0.1");
        });
        assertThat(sources.stream()
                        .filter(source -> source.path("tags").toString().contains("_syslogparsefailure")))
                .as("events that are no syslog")
                .hasSize(2 * malformed.length);
        assertThat(sources.stream()
                        .filter(source -> source.path("message").asString().equals(mark + " of 3164")))
                .hasSize(3)
                .allSatisfy(source -> assertSyslog(source, 34, 4, 2, "mymachine", "su", "230"));
        assertThat(sources.stream()
                        .filter(source -> source.path("message").asString().equals(mark + " of 5424")))
                .hasSize(3)
                .allSatisfy(source -> {
                    assertSyslog(source, 165, 20, 5, "mymachine.example.com", "evntslog", "8710");
                    assertThat(source.path("@timestamp").asString()).isEqualTo("2003-10-11T22:14:15.003Z");
                    assertThat(source.at("/log/syslog/msgid").asString()).isEqualTo("ID47");
                    assertThat(source.at("/log/syslog/structured_data").toString())
                            .contains("exampleSDID@32473")
                            .contains("App");
                });
    }

    @Test
    void filesOfAHostThatAGlobMatchesArriveOnceFromEachAgentAndNoOthers() throws Exception {
        String mark = "host" + System.nanoTime();
        Path deep = Files.createDirectories(folder.resolve("host/app/deep"));
        Files.writeString(deep.resolve("web.txt"), mark + " is not matched\n");
        Path log = Files.writeString(folder.resolve("host/app/web.log"), mark + " first\n");
        // All agents of this test are on one host.
        int agents = 2;
        awaitEvents(mark, agents);
        Files.writeString(log, mark + " second\n", StandardOpenOption.APPEND);
        Files.writeString(deep.resolve("new.log"), mark + " third\n");
        JsonNode hits = awaitEvents(mark, 3 * agents);
        assertThat(hits.path("hits")
                        .valueStream()
                        .map(hit -> hit.path("_source"))
                        .map(source -> source.at("/mesos/agent/id").asString() + " "
                                + source.at("/log/file/path").asString() + " "
                                + source.path("message").asString()))
                .containsExactlyInAnyOrderElementsOf(Stream.of(0, 1)
                        .map(agent -> mesos.mesos().idOf(agent) + " ")
                        .flatMap(agent -> Stream.of(
                                agent + log + " " + mark + " first",
                                agent + log + " " + mark + " second",
                                agent + deep.resolve("new.log") + " " + mark + " third"))
                        .toList());
    }

    private static JsonNode awaitEvents(String mark, int wanted) {
        return Await.until(
                wanted + " events with " + mark,
                Duration.ofMinutes(1),
                () -> search(mark),
                seen -> seen.path("hits").size() >= wanted);
    }

    private static void assertSyslog(
            JsonNode source, int priority, int facility, int severity, String host, String app, String process) {
        JsonNode syslog = source.at("/log/syslog");
        assertThat(syslog.path("priority").asInt()).isEqualTo(priority);
        assertThat(syslog.at("/facility/code").asInt()).isEqualTo(facility);
        assertThat(syslog.at("/severity/code").asInt()).isEqualTo(severity);
        assertThat(syslog.path("hostname").asString()).isEqualTo(host);
        assertThat(syslog.path("appname").asString()).isEqualTo(app);
        assertThat(syslog.path("procid").asString()).isEqualTo(process);
    }

    private static JsonNode search(String mark) throws IOException {
        String base = Elasticsearch.endpoint(mesos) + "/logs-mesos-default";
        Rest.post(base + "/_refresh", "").expect(200);
        return Rest.post(base + "/_search?size=100", "{\"query\": {\"match\": {\"message\": \"" + mark + "\"}}}")
                .expect(200)
                .json()
                .path("hits");
    }

    /** Taken out of the offer, and told with the task. */
    private static int portOf(String member, String name) {
        JsonNode task = mesos.mesos().task(Framework.LOGSTASH, logstash.tasks().get(member));
        return task.at("/discovery/ports/ports")
                .valueStream()
                .filter(port -> port.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port " + name + " is told of: " + task))
                .path("number")
                .asInt();
    }
}
