package org.mesoselk.executor.elasticsearch.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.executor.elasticsearch.Homes;
import org.mesoselk.executor.elasticsearch.Tasks;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.version.NodeDirs;
import org.mesoselk.executor.elasticsearch.version.VersionLine;
import org.mesoselk.executor.elasticsearch.version.VersionLines;
import org.yaml.snakeyaml.Yaml;

class Line5Test {

    @TempDir
    Path folder;

    private Home home;
    private VersionLine line;

    @BeforeEach
    void makeHome() throws IOException {
        home = Homes.make(folder.resolve("home"), "5.6.16");
        line = VersionLines.of(home.version()).orElseThrow();
    }

    @Test
    void theSettingsHaveTheNamesOfTheLineAndTheNodeStaysAlone() throws IOException {
        NodeDirs dirs = render(Tasks.withSettings(Map.of("path.repo", "/backups")), folder.resolve("sandbox"));
        Map<String, Object> settings =
                new Yaml().load(Files.readString(dirs.config().resolve("elasticsearch.yml")));

        assertThat(settings)
                .isEqualTo(Map.ofEntries(
                        Map.entry("cluster.name", "logs"),
                        Map.entry("node.name", "es-default-0"),
                        Map.entry("node.master", "true"),
                        Map.entry("node.data", "true"),
                        Map.entry("node.ingest", "false"),
                        Map.entry("network.host", "127.0.0.1"),
                        Map.entry("http.port", "9200"),
                        Map.entry("transport.tcp.port", "9300"),
                        Map.entry("path.data", dirs.data().toString()),
                        Map.entry("path.logs", dirs.logs().toString()),
                        Map.entry("discovery.type", "single-node"),
                        Map.entry("node.attr.rack", "r1"),
                        Map.entry("path.repo", "/backups")));
    }

    @Test
    void itsOwnNamesForWhatTheFrameworkDecidesAreRefused() {
        ElasticsearchTask task = Tasks.withSettings(Map.of(
                "transport.tcp.port", "1",
                "discovery.zen.minimum_master_nodes", "2",
                "path.data", "/elsewhere"));
        assertThat(Settings.faults(line, task, NodeDirs.of(folder, Optional.empty())))
                .hasSize(3)
                .anyMatch(fault -> fault.contains("discovery.zen.minimum_master_nodes = '2'"));
    }

    @Test
    void theJvmGetsOneFileWithoutTheHomesHeapAndWhatNewerOnesRefuse() throws IOException {
        Files.writeString(home.config().resolve("jvm.options"), """
                ## JVM configuration
                -Xms2g
                -Xmx2g
                -XX:+UseConcMarkSweepGC
                -XX:CMSInitiatingOccupancyFraction=75
                -XX:+UseCMSInitiatingOccupancyOnly
                -XX:+AlwaysPreTouch
                -Xss1m
                -Dio.netty.noUnsafe=true
                -XX:+PrintGCDetails
                -XX:+PrintGCDateStamps
                -Xloggc:gc.log
                -XX:+UseGCLogFileRotation
                -XX:NumberOfGCLogFiles=32
                -XX:+HeapDumpOnOutOfMemoryError
                """);
        NodeDirs dirs = render(Tasks.PLAIN, folder.resolve("sandbox"));
        Path options = dirs.config().resolve("jvm.options");

        assertThat(Files.readAllLines(options))
                .containsExactly(
                        "## JVM configuration",
                        "-XX:+AlwaysPreTouch",
                        "-Xss1m",
                        "-Dio.netty.noUnsafe=true",
                        "-XX:+HeapDumpOnOutOfMemoryError",
                        "-XX:+UseG1GC",
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:HeapDumpPath=" + dirs.logs(),
                        "-XX:ErrorFile=" + dirs.logs() + "/hs_err_pid%p.log",
                        "-Djava.io.tmpdir=" + dirs.tmp());
        assertThat(line.environment(Path.of("/java"), dirs))
                .containsEntry("ES_JVM_OPTIONS", options.toString())
                .containsEntry("JAVA_HOME", "/java");
        assertThat(line.arguments(dirs)).containsExactly("-Epath.conf=" + dirs.config());
    }

    @Test
    void theOperatorsCollectorTakesThePlaceOfOurs() {
        NodeDirs dirs = NodeDirs.of(folder, Optional.empty());
        List<String> lines = line.jvmOptions(List.of(), Tasks.withJvmOptions("-XX:+UseSerialGC"), dirs)
                .get("jvm.options");
        assertThat(lines).contains("-XX:+UseSerialGC").doesNotContain("-XX:+UseG1GC");
    }

    @Test
    void aFolderWithASpaceIsNotPutIntoAnOptionWhichTheLauncherWouldTearApart() throws IOException {
        NodeDirs dirs = render(Tasks.PLAIN, folder.resolve("sand box"));
        assertThat(Files.readAllLines(dirs.config().resolve("jvm.options")))
                .containsExactly("-XX:+UseG1GC", "-Xms512m", "-Xmx512m");
    }

    @Test
    void aSingleMemberIsStartedAndComesBackToItsData() {
        assertThat(line.refusal(Tasks.PLAIN, HasData.NO)).isEmpty();
        assertThat(line.refusal(Tasks.withCluster("A"), HasData.YES)).isEmpty();
        assertThat(line.refusal(Tasks.withCluster("A"), HasData.UNKNOWN))
                .as("whose data it is, the node will tell")
                .isEmpty();
    }

    @Test
    void oneThatWouldHaveToJoinOrToFoundWithOthersIsRefused() {
        assertThat(line.refusal(Tasks.withCluster("A"), HasData.NO).orElseThrow())
                .contains("single node", "es-default-0", "cluster A", "8.x");
        assertThat(line.refusal(Tasks.withFounders("es-default-0", "es-default-1"), HasData.NO)
                        .orElseThrow())
                .contains("single node", "es-default-0, es-default-1", "1 member");
    }

    private NodeDirs render(ElasticsearchTask task, Path sandbox) throws IOException {
        NodeDirs dirs = NodeDirs.of(sandbox, Optional.empty());
        RenderNode.render(home, line, task, dirs, Optional.empty());
        return dirs;
    }
}
