package org.mesoselk.executor.logstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.logstash.LogstashTask;

class OutputDataTest {

    @Test
    void anIndexForEachDayAndFilesOfSecretsAreReadAsTheyAreSent() {
        LogstashTask task = new LogstashTask(
                LogstashTask.FORWARDER,
                List.of("https://es:9200"),
                "/r",
                Optional.empty(),
                new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
                new LogstashTask.Output(
                        "mesos",
                        "default",
                        Map.of(),
                        false,
                        Optional.of("mesos-logs-%{+yyyy.MM.dd}"),
                        new LogstashTask.Access(Optional.of("/etc/ca.pem"), Optional.empty(), Optional.of("/etc/key"))),
                LogstashTask.Limits.STANDARD);
        assertThat(TaskData.parse(Json.bytes(task))).isEqualTo(new TaskData.Readable(task));
    }

    @Test
    void eachFaultIsNamedWithItsValue() {
        TaskData data = TaskData.parse("""
                {"registryDir": "/r", "output": {"gzip": false, "index": "Daily", "access": {"caFile": "ca.pem",
                 "credentialsFile": "/etc/elastic", "apiKeyFile": "/etc/key"}}}
                """.getBytes(UTF_8));
        assertThat(((TaskData.Unreadable) data).sentence())
                .contains(
                        "output.index is 'Daily'",
                        "output.access.caFile is 'ca.pem', which is no absolute path",
                        "names both a credentialsFile and an apiKeyFile");
    }
}
