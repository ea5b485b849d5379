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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.mesos.ContainerPlan;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.options.LogstashOptions;
import picocli.CommandLine;

/** What agents are told of executors, and what the log says when a term begins. */
class LogstashFrameworkTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private LogstashFramework framework;

    @BeforeEach
    void start() throws Exception {
        Files.createFile(folder.resolve("executor-logstash-all.jar"));
        Path text = Files.writeString(folder.resolve("web.conf"), "input { }");
        framework = framework("--logstash-home=/opt/logstash", "--pipeline=web=" + text);
    }

    private LogstashFramework framework(String... own) throws Exception {
        String[] all = Stream.concat(
                        Stream.of("--zookeeper=zk://zk1:2181/elk", "--mesos-master=http://m1:5050"), Stream.of(own))
                .toArray(String[]::new);
        return new LogstashFramework(LogstashOptions.from(
                new CommandLine(LogstashOptions.command()).parseArgs(all), Map.of(), List.of(folder), "me"));
    }

    @Test
    void withAnImageExecutorsRunInAContainerWithItsJdk() throws Exception {
        LaunchPlan plan = framework(
                        "--logstash-image=elastic/logstash:8", "--work-dir=/var/lib/mesos", "--file=/var/log/a/*.log")
                .plan("http://api");
        assertThat(plan.container())
                .contains(new ContainerPlan(
                        "elastic/logstash:8",
                        new TreeSet<>(List.of("/var/lib/mesos-elk-logstash")),
                        new TreeSet<>(List.of("/var/lib/mesos", "/var/log/a"))));
        assertThat(plan.javaHome()).contains("/usr/share/logstash/jdk");
        assertThat(plan.archiveUri()).isEmpty();
        assertThat(framework.plan("http://api").container()).isEmpty();
        assertThat(framework.plan("http://api").javaHome()).isEmpty();
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
