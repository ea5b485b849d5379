package org.mesoselk.executor.elasticsearch.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.executor.elasticsearch.Tasks;
import org.mesoselk.executor.elasticsearch.distribution.Version;
import org.mesoselk.executor.elasticsearch.version.NodeDirs;
import org.mesoselk.executor.elasticsearch.version.SettingValue;
import org.mesoselk.executor.elasticsearch.version.VersionLine;
import org.mesoselk.executor.elasticsearch.version.VersionLines;
import org.yaml.snakeyaml.Yaml;

class SettingsTest {

    private static final VersionLine LINE =
            VersionLines.of(new Version(8, "8.19.20")).orElseThrow();
    private static final NodeDirs DIRS = NodeDirs.of(Path.of("/sandbox"), Optional.of(Path.of("/data/es 0")));

    @Test
    void theFrameworksSettingsAreThere() {
        assertThat(rendered(Tasks.PLAIN))
                .isEqualTo(Map.ofEntries(
                        Map.entry("cluster.name", "logs"),
                        Map.entry("node.name", "es-default-0"),
                        Map.entry("node.roles", List.of("master", "data")),
                        Map.entry("network.host", "127.0.0.1"),
                        Map.entry("http.port", "9200"),
                        Map.entry("transport.port", "9300"),
                        Map.entry("path.data", "/data/es 0/data"),
                        Map.entry("path.logs", "/data/es 0/logs"),
                        Map.entry("discovery.seed_providers", "file"),
                        Map.entry("cluster.initial_master_nodes", List.of("es-default-0")),
                        Map.entry("xpack.security.enabled", "false")));
    }

    @Test
    void aMemberOfARecordedClusterIsNeverToldToFormOne() {
        assertThat(rendered(Tasks.withCluster("A"))).doesNotContainKey("cluster.initial_master_nodes");
    }

    @Test
    void theOperatorsSettingsAreAddedAndHisSecurityReplacesOurs() {
        Map<String, Object> settings = rendered(Tasks.withSettings(
                Map.of("xpack.security.http.ssl.enabled", "true", "indices.memory.index_buffer_size", "20%")));

        assertThat(settings)
                .containsEntry("indices.memory.index_buffer_size", "20%")
                .containsEntry("xpack.security.http.ssl.enabled", "true")
                .containsEntry("node.attr.rack", "r1")
                .doesNotContainKey("xpack.security.enabled");
    }

    @Test
    void settingsOfTheFrameworkAreRefusedEachWithASentence() {
        ElasticsearchTask task = Tasks.withSettings(Map.of(
                "http.port", "1",
                "discovery.seed_hosts", "h",
                "discovery.seed_hosts.0", "h",
                "node.attr.rack", "r2",
                "node.attr.other", "fine",
                "action.destructive_requires_name", "true"));

        assertThat(Settings.faults(LINE, task, DIRS))
                .hasSize(4)
                .anySatisfy(fault -> assertThat(fault).contains("http.port = '1'", "remove it"))
                .anySatisfy(fault -> assertThat(fault).contains("node.attr.rack = 'r2'"));
    }

    @Test
    void anyTextComesBackFromYamlAsItWas() {
        for (String text : List.of(
                "",
                "true",
                "null",
                "1e3",
                "0x1F",
                "~",
                "- a",
                "a: b # c",
                "'single' \"double\" \\back",
                "tab\tnew\nline\r",
                "\u0000\u0007\u0085\u2028\ufeff",
                "ünïcödé 漢字 🦌",
                "{a}, [b], *c, &d, !e, %f, @g, `h`, |i, >j",
                " leading and trailing ")) {
            Map<String, Object> read = new Yaml()
                    .load(org.mesoselk.executor.elasticsearch.render.Yaml.write(Map.of(
                            "scalar", new SettingValue.Scalar(text),
                            "list", new SettingValue.Sequence(List.of(text, "x")))));

            assertThat(read).containsEntry("scalar", text).containsEntry("list", List.of(text, "x"));
        }
    }

    private static Map<String, Object> rendered(ElasticsearchTask task) {
        return new Yaml().load(Settings.elasticsearchYml(LINE, task, DIRS));
    }
}
