package org.mesoselk.executor.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.KibanaTask;

class TaskDataTest {

    private static KibanaTask readable(String json) {
        TaskData data = TaskData.parse(json.getBytes(UTF_8));
        assertThat(data).isInstanceOf(TaskData.Readable.class);
        return ((TaskData.Readable) data).task();
    }

    private static String unreadable(String json) {
        TaskData data = TaskData.parse(json.getBytes(UTF_8));
        assertThat(data).isInstanceOf(TaskData.Unreadable.class);
        return ((TaskData.Unreadable) data).sentence();
    }

    @Test
    void whatASchedulerSendsComesThroughWithItsKeys() {
        KibanaTask task = Tasks.task();

        assertThat(readable(Json.write(task))).isEqualTo(task);
    }

    @Test
    void whatAnotherSchedulerLeavesOutIsEmpty() {
        KibanaTask task = readable("""
                {"name": "kibana-default-0", "host": "h", "port": 5601, "heapMb": 200, "distribution": {"home": "/k"}}
                """);

        assertThat(task.endpoints()).isEmpty();
        assertThat(task.settings()).isEmpty();
        assertThat(task.access()).isEqualTo(KibanaTask.Access.OPEN);
        assertThat(task.proxy()).isEqualTo(KibanaTask.Proxy.NONE);
        assertThat(task.keys()).isEmpty();
        assertThat(task.fingerprint()).isEmpty();
    }

    @Test
    void theSettingsSayWhereTheBasePathIs() {
        KibanaTask task = readable(Json.write(Tasks.of(
                Map.of("server.basePath", "/own", "server.rewriteBasePath", "true"), Tasks.behind("/kibana", false))));

        assertThat(task.proxy()).isEqualTo(Tasks.behind("/own", true));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(unreadable("{\"port\": 0, \"heapMb\": 10}"))
                .contains("name is missing", "host is missing", "port is 0", "heapMb is 10", "distribution is missing");
    }

    @Test
    void textIsNoTask() {
        assertThat(unreadable("hello")).startsWith("The task's data is not a Kibana task");
    }

    @Test
    void twoLoginsAreOneTooMany() {
        KibanaTask task = Tasks.task();
        KibanaTask two = new KibanaTask(
                task.name(),
                task.host(),
                task.port(),
                task.endpoints(),
                new KibanaTask.Access(Optional.empty(), Optional.of("/a"), Optional.of("/b")),
                task.distribution(),
                task.heapMb(),
                task.proxy(),
                task.keys(),
                task.settings(),
                task.fingerprint());

        assertThat(unreadable(Json.write(two))).contains("both a credentials file and a token file");
    }
}
