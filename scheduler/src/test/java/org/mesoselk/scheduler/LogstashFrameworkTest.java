package org.mesoselk.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.options.LogstashOptions;
import picocli.CommandLine;

/** What the log says when a term begins. */
class LogstashFrameworkTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private LogstashFramework framework;

    @BeforeEach
    void start() throws Exception {
        Files.createFile(folder.resolve("executor-logstash-all.jar"));
        Path text = Files.writeString(folder.resolve("web.conf"), "input { }");
        framework = new LogstashFramework(LogstashOptions.from(
                new CommandLine(LogstashOptions.command())
                        .parseArgs(
                                "--zookeeper=zk://zk1:2181/elk",
                                "--mesos-master=http://m1:5050",
                                "--logstash-home=/opt/logstash",
                                "--pipeline=web=" + text),
                Map.of(),
                List.of(folder),
                "me"));
    }

    private List<String> told(String text, Instant readAt) {
        GivenPipelines.Noted noted = new GivenPipelines(new TreeMap<>(Map.of("web", text)), readAt).noted();
        Records records = new Records(
                Optional.empty(), LogstashSpec.FIRST.noted(noted), Cluster.NONE, new TreeMap<>(), Optional.empty());
        return framework.tell(records, false);
    }

    @Test
    void aStandbyThatWasStartedEarlierSaysThatItsPipelinesDoNotCount() {
        assertThat(told("another", Instant.now().plus(HOUR)))
                .hasSize(2)
                .first()
                .asString()
                .contains("--pipeline of this scheduler has no effect", "[web]", "start this one anew");
    }

    @Test
    void oneThatWasStartedLaterOrGivesTheSameSaysNothingOfThem() {
        assertThat(told("another", Instant.now().minus(HOUR))).containsExactly("0 members");
        assertThat(told("input { }", Instant.now().plus(HOUR))).containsExactly("0 members");
    }
}
