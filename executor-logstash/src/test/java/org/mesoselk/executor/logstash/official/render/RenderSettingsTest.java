package org.mesoselk.executor.logstash.official.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.executor.logstash.official.LogstashDirs;

class RenderSettingsTest {

    private static final LogstashDirs DIRS =
            new LogstashDirs(Path.of("/registry/agent-1/logstash"), Path.of("/sandbox/c"), Path.of("/sandbox/out"));
    private static final OfficialLogstash OFFICIAL =
            OfficialLogstash.of(Optional.of("/opt/logstash"), Optional.empty(), 9600);
    private static final LogstashTask TASK = new LogstashTask(
            LogstashTask.LOGSTASH,
            List.of(),
            "/registry",
            Optional.empty(),
            new LogstashTask.Sources(true, Optional.empty(), 0, List.of()),
            new LogstashTask.Output("mesos", "default", Map.of(), false),
            LogstashTask.Limits.STANDARD);

    /** Without it Logstash does not end while Elasticsearch is away. */
    @Test
    void theQueueIsOnDiskAndBounded() {
        assertThat(RenderSettings.logstashYml(TASK, OFFICIAL, DIRS))
                .contains("queue.type: \"persisted\"\n", "queue.max_bytes: \"256mb\"\n")
                .contains("queue.page_capacity: \"64mb\"\n")
                .contains("path.data: \"/registry/agent-1/logstash\"\n")
                .contains("dead_letter_queue.max_bytes: \"20mb\"\n");
    }

    @Test
    void theApiListensOnLoopbackAndPipelinesAreReloaded() {
        assertThat(RenderSettings.logstashYml(TASK, OFFICIAL, DIRS))
                .contains("api.http.host: \"127.0.0.1\"\n", "api.http.port: 9600\n", "config.reload.automatic: true\n");
        assertThat(RenderSettings.testYml(DIRS))
                .contains("api.enabled: false\n")
                .doesNotContain("reload");
    }

    @Test
    void theStartIsQuickAndTheHeapAsAsked() {
        assertThat(RenderSettings.jvmOptions(700, List.of("-Dmine=1"), DIRS))
                .contains("-Xms700m", "-Xmx700m", "-XX:TieredStopAtLevel=1", "-Djruby.compile.invokedynamic=false")
                .endsWith("-Dmine=1");
    }

    @Test
    void eachPipelineHasAFile() {
        assertThat(RenderSettings.pipelinesYml(Set.of("b", "a"), DIRS)).isEqualTo("""
                        - pipeline.id: "a"
                          path.config: "/sandbox/c/pipelines/a.conf"
                        - pipeline.id: "b"
                          path.config: "/sandbox/c/pipelines/b.conf"
                        """);
    }
}
