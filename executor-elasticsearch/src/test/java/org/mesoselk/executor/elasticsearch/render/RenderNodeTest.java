package org.mesoselk.executor.elasticsearch.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.executor.elasticsearch.Homes;
import org.mesoselk.executor.elasticsearch.Tasks;
import org.mesoselk.executor.elasticsearch.distribution.Home;
import org.mesoselk.executor.elasticsearch.version.NodeDirs;
import org.mesoselk.executor.elasticsearch.version.VersionLine;
import org.mesoselk.executor.elasticsearch.version.VersionLines;

class RenderNodeTest {

    @TempDir
    Path folder;

    private Home home;
    private NodeDirs dirs;

    @BeforeEach
    void render() throws IOException {
        home = Homes.make(folder.resolve("home"), "8.19.20");
        Files.writeString(home.config().resolve("jvm.options"), "-XX:+UseG1GC\n-Xlog:gc*:file=logs/gc.log:utctime\n");
        Files.writeString(home.config().resolve("log4j2.properties"), "status = error\n");
        Files.writeString(home.config().resolve("elasticsearch.yml"), "cluster.name: theirs\n");
        VersionLine line = VersionLines.of(home.version()).orElseThrow();
        dirs = NodeDirs.of(folder.resolve("sandbox"), Optional.of(folder.resolve("member")));
        RenderNode.render(home, line, Tasks.withDataDir(folder.resolve("member").toString()), dirs, Optional.empty());
    }

    @Test
    void theConfigurationIsACopyOfTheHomesWithOurFilesInIt() throws IOException {
        assertThat(dirs.config().resolve("log4j2.properties")).hasContent("status = error");
        assertThat(dirs.config().resolve("elasticsearch.yml"))
                .content()
                .contains("cluster.name: \"logs\"")
                .doesNotContain("theirs");
        assertThat(dirs.config().resolve("unicast_hosts.txt")).hasContent("127.0.0.1:9300");
        assertThat(Files.readAllLines(dirs.config().resolve("jvm.options.d/mesos-elk.options")))
                .contains("-Xms512m", "-Xmx512m", "-XX:HeapDumpPath=" + folder.resolve("member/logs"));
    }

    @Test
    void whatTheHomesOptionsWouldWriteIntoTheHomeGoesToTheNodesLogs() throws IOException {
        assertThat(Files.readAllLines(dirs.config().resolve("jvm.options")))
                .containsExactly("-XX:+UseG1GC", "-Xlog:gc*:file=" + folder.resolve("member/logs/gc.log") + ":utctime");
    }

    @Test
    void dataAndLogsLastAndConfigurationAndTmpAreTheSandboxs() {
        assertThat(folder.resolve("member/data")).isDirectory();
        assertThat(folder.resolve("member/logs")).isDirectory();
        assertThat(folder.resolve("sandbox/tmp")).isDirectory();
        assertThat(NodeDirs.of(folder, Optional.empty()).data()).isEqualTo(folder.resolve("data"));
    }

    @Test
    void theHomeIsNotWrittenTo() throws IOException {
        assertThat(home.config().resolve("elasticsearch.yml")).hasContent("cluster.name: theirs");
        assertThat(home.config().resolve("unicast_hosts.txt")).doesNotExist();
    }

    @Test
    void seedsAreReplacedInOneStepAndLeaveNoOtherFile() throws IOException {
        Path file = dirs.config().resolve("unicast_hosts.txt");
        Object before = Files.getAttribute(file, "unix:ino");

        SeedFile.write(file, List.of("a:1", "b:2"));

        assertThat(file).hasContent("a:1\nb:2\n");
        // A new inode under the old name: whoever reads has the old list or the new one.
        assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
        try (Stream<Path> files = Files.list(dirs.config())) {
            assertThat(files).noneMatch(other -> other.toString().endsWith(".next"));
        }
    }
}
