package org.mesoselk.executor.logstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;

class TaskDataTest {

    @Test
    void whatTheSchedulerSendsIsWhatIsRead() {
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of("http://127.0.0.1:9200", "https://es.example.org:443"),
                "/var/lib/mesos-elk/logstash",
                Optional.of("/var/lib/mesos"),
                new LogstashTask.Sources(
                        true,
                        Optional.of(new LogstashTask.Multiline("^\\s", false, "after")),
                        60,
                        List.of(new LogstashTask.Files("/var/log/*.log", Optional.empty()))),
                new LogstashTask.Output("mesos", "default", Map.of("index.auto_expand_replicas", "0-all"), true),
                LogstashTask.Limits.STANDARD);
        assertThat(TaskData.parse(Json.bytes(task))).isEqualTo(new TaskData.Readable(task));
    }

    @Test
    void whatIsLeftOutIsTheDefault() {
        TaskData data = TaskData.parse("{\"registryDir\": \"/r\"}".getBytes(UTF_8));
        assertThat(data)
                .isEqualTo(new TaskData.Readable(new LogstashTask(
                        LogstashTask.FORWARDER,
                        List.of(),
                        "/r",
                        Optional.empty(),
                        new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                        new LogstashTask.Output("mesos", "default", Map.of(), false),
                        LogstashTask.Limits.STANDARD)));
    }

    @Test
    void eachFaultIsNamedWithItsValue() {
        TaskData data = TaskData.parse("""
                {"engine": "beats", "endpoints": ["es:9200"], "registryDir": "here",
                 "output": {"dataset": "Mesos-Logs", "gzip": false}, "limits": {"lineBytes": 100000, "batchBytes": 100000,
                 "requests": 0, "deadLetterBytes": 5}}
                """.getBytes(UTF_8));
        assertThat(((TaskData.Unreadable) data).sentence())
                .contains(
                        "engine is 'beats'",
                        "the endpoint 'es:9200' is not http(s)://host:port",
                        "registryDir is 'here'",
                        "'Mesos-Logs'",
                        "limits.batchBytes is 100000",
                        "limits.requests is 0",
                        "limits.deadLetterBytes is 5");
    }

    @Test
    void anOfficialLogstashIsReadAsItIsSent() {
        LogstashTask task = official(OfficialLogstash.of(Optional.of("/opt/logstash"), Optional.empty(), 9600)
                .withPipelines(Map.of("main", "input { }")));
        assertThat(TaskData.parse(Json.bytes(task))).isEqualTo(new TaskData.Readable(task));
    }

    @Test
    void whatItWasLaunchedWithIsReadAndIsEmptyFromASchedulerThatDoesNotSay() {
        LogstashTask plain = official(OfficialLogstash.of(Optional.of("/opt/logstash"), Optional.empty(), 9600));
        LogstashTask task = new LogstashTask(
                plain.engine(),
                plain.endpoints(),
                plain.registryDir(),
                plain.workDir(),
                plain.sources(),
                plain.output(),
                plain.limits(),
                plain.logstash(),
                Optional.of("0123456789abcdef"));
        assertThat(TaskData.parse(Json.bytes(task))).isEqualTo(new TaskData.Readable(task));
        String older = Json.write(plain).replaceAll(",\\s*\"settings\" : null", "");
        assertThat(older).doesNotContain("settings");
        assertThat(TaskData.parse(older.getBytes(UTF_8))).isEqualTo(new TaskData.Readable(plain));
    }

    @Test
    void aSecretThatWouldTellTheProcessWhatToDoIsRefused() {
        OfficialLogstash plain = OfficialLogstash.of(Optional.of("/opt/logstash"), Optional.empty(), 9600);
        OfficialLogstash official = new OfficialLogstash(
                plain.home(),
                plain.archive(),
                plain.javaHome(),
                plain.runAs(),
                plain.heapMb(),
                plain.jvmOptions(),
                plain.workers(),
                plain.apiPort(),
                plain.queueType(),
                plain.queueMb(),
                plain.pipelines(),
                Map.of("LD_PRELOAD", "/secret"));
        assertThat(((TaskData.Unreadable) TaskData.parse(Json.bytes(official(official)))).sentence())
                .contains("LD_PRELOAD is a variable", "choose another name");
    }

    @Test
    void faultsOfAnOfficialLogstashAreNamed() {
        OfficialLogstash official = new OfficialLogstash(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                64,
                List.of(),
                0,
                0,
                "disk",
                1,
                Map.of("../a", "input { }"),
                Map.of("A-B", "secret"));
        assertThat(((TaskData.Unreadable) TaskData.parse(Json.bytes(official(official)))).sentence())
                .contains(
                        "logstash.heapMb is 64",
                        "logstash.apiPort is 0",
                        "logstash.queueType is 'disk'",
                        "logstash.queueMb is 1",
                        "'../a' is no name of a pipeline",
                        "'A-B' is no name of an environment variable",
                        "the file 'secret' of A-B is no absolute path");
        assertThat(((TaskData.Unreadable)
                                TaskData.parse("{\"engine\": \"logstash\", \"registryDir\": \"/r\"}".getBytes(UTF_8)))
                        .sentence())
                .contains("logstash is missing");
        assertThat(OfficialData.faultOf(Map.of("a", " "))).contains("pipeline a has no text");
    }

    private static LogstashTask official(OfficialLogstash official) {
        return new LogstashTask(
                LogstashTask.LOGSTASH,
                List.of(),
                "/r",
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output("mesos", "default", Map.of(), false),
                LogstashTask.Limits.STANDARD,
                Optional.of(official));
    }

    @Test
    void anAddressWithAPasswordIsRefused() {
        assertThat(TaskData.faultOf(List.of("http://user:secret@es:9200"))).isPresent();
    }

    @Test
    void dataThatIsNotJsonIsToldSo() {
        assertThat(((TaskData.Unreadable) TaskData.parse("x".getBytes(UTF_8))).sentence())
                .startsWith("The task's data is not a Logstash task: ");
        assertThat(((TaskData.Unreadable) TaskData.parse("null".getBytes(UTF_8))).sentence())
                .isEqualTo("The task's data is empty.");
    }
}
