package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.scheduler.core.model.Constraint;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Resources;
import picocli.CommandLine;

class LogstashOptionsTest {
    @TempDir
    private Path folder;

    private LogstashOptions options(String... own) throws OptionFaults, IOException {
        Path jar = folder.resolve(LogstashOptions.JAR);
        if (!Files.exists(jar)) {
            Files.createFile(jar);
        }
        String[] all = Stream.concat(
                        Stream.of("--zookeeper=zk://zk1:2181/elk", "--mesos-master=http://m1:5050"), Stream.of(own))
                .toArray(String[]::new);
        return LogstashOptions.from(
                new CommandLine(LogstashOptions.command()).parseArgs(all), Map.of(), List.of(folder), "me");
    }

    @Test
    void withoutOptionsTheForwarderCollectsEverySandboxAsRootForTheElasticsearchFramework() throws Exception {
        LogstashOptions options = options();
        assertThat(options.settings())
                .isEqualTo(new LogstashSettings(
                        "logstash",
                        "*",
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new Resources(0.1, 0, 64),
                        new Resources(0.1, 96, 0),
                        List.of(),
                        new LogstashTask(
                                "forwarder",
                                List.of(),
                                "/var/lib/mesos-elk-logstash",
                                Optional.empty(),
                                new LogstashTask.Sources(true, Optional.empty(), 0, List.of(), List.of()),
                                new LogstashTask.Output(
                                        "mesos", "default", Map.of("index.auto_expand_replicas", "0-all"), false),
                                LogstashTask.Limits.STANDARD)));
        assertThat(options.firstSpec()).isEqualTo(LogstashSpec.FIRST);
        assertThat(options.endpoints()).isEqualTo(new EndpointOptions(Optional.of("elasticsearch"), List.of()));
        assertThat(options.mesos().user()).isEqualTo("root");
        assertThat(options.executor().jar()).contains(folder.resolve(LogstashOptions.JAR));
    }

    @Test
    void everyOptionReachesTheTask() throws Exception {
        LogstashSettings settings = options(
                        "--framework-name=logs",
                        "--role=prod",
                        "--cpus=0.3",
                        "--disk=1g",
                        "--executor-memory=200",
                        "--executor-cpus=0.2",
                        "--kill-grace=5s",
                        "--constraint=rack:UNLIKE:r9",
                        "--registry-dir=/data/registry",
                        "--work-dir=/var/lib/mesos",
                        "--dataset=apps",
                        "--namespace=prod",
                        "--replicas=1",
                        "--file=/var/log/*.log",
                        "--listen=syslog:udp:514",
                        "--listen=json:tcp:0",
                        "--listen-host=127.0.0.1",
                        "--multiline=!^\\d{4}-",
                        "--ignore-older=2h")
                .settings();
        LogstashTask.Multiline multiline = new LogstashTask.Multiline("^\\d{4}-", true, "after");
        assertThat(settings)
                .isEqualTo(new LogstashSettings(
                        "logs",
                        "prod",
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        new Resources(0.3, 0, 1024),
                        new Resources(0.2, 200, 0),
                        List.of(new Constraint("rack", Constraint.Operator.UNLIKE, "r9")),
                        new LogstashTask(
                                "forwarder",
                                List.of(),
                                "/data/registry",
                                Optional.of("/var/lib/mesos"),
                                new LogstashTask.Sources(
                                        true,
                                        Optional.of(multiline),
                                        7200,
                                        List.of(new LogstashTask.Files("/var/log/*.log", Optional.of(multiline))),
                                        List.of(
                                                new LogstashTask.Listener("syslog", "udp", "127.0.0.1", 514),
                                                new LogstashTask.Listener("json", "tcp", "127.0.0.1", 0))),
                                new LogstashTask.Output(
                                        "apps",
                                        "prod",
                                        Map.of("index.auto_expand_replicas", "false", "index.number_of_replicas", "1"),
                                        false),
                                LogstashTask.Limits.STANDARD)));
    }

    @Test
    void aFirstStartWithPipelinesHasNoDefaultPipelineBefore() throws Exception {
        Path file = Files.writeString(folder.resolve("web.conf"), "input { stdin { } }");
        assertThat(options("--logstash-home=/opt/logstash").firstSpec()).isEqualTo(LogstashSpec.FIRST);
        assertThat(options("--logstash-home=/opt/logstash", "--pipeline=web=" + file)
                        .firstSpec())
                .isEqualTo(LogstashSpec.AWAITING);
    }

    @Test
    void pipelinesAreReadAtTheStartAndSecretsAreNot() throws Exception {
        Path file = Files.writeString(folder.resolve("web.conf"), "input { stdin { } }");
        Instant before = Instant.now();
        LogstashSettings settings = options(
                        "--logstash-home=/opt/logstash",
                        "--pipeline=web=" + file,
                        "--secret-file=TOKEN=/on/the/agents/only")
                .settings();
        assertThat(settings.pipelines().texts()).isEqualTo(Map.of("web", "input { stdin { } }"));
        assertThat(settings.pipelines().readAt()).isBetween(before, Instant.now());
        assertThat(settings.task().logstash().orElseThrow().secretFiles())
                .isEqualTo(Map.of("TOKEN", "/on/the/agents/only"));
        assertThat(options("--logstash-home=/opt/logstash").settings().fingerprint())
                .isEqualTo(options("--logstash-home=/opt/logstash", "--pipeline=web=" + file)
                        .settings()
                        .fingerprint())
                .isNotEqualTo(settings.fingerprint());
    }

    @Test
    void anotherImageReachesACollectorOnlyWithItsLaunchAndSoMakesItOutdated() throws Exception {
        LogstashSettings one = options("--logstash-image=logstash:8", "--work-dir=/var/lib/mesos")
                .settings();
        LogstashSettings other = options("--logstash-image=logstash:9", "--work-dir=/var/lib/mesos")
                .settings();
        assertThat(one.task()).isEqualTo(other.task());
        assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }

    @Test
    void anImageForTheForwarderIsOneFault() {
        OptionFaults faults = catchThrowableOfType(
                OptionFaults.class, () -> options("--engine=forwarder", "--logstash-image=logstash:8"));
        assertThat(faults.faults()).singleElement().asString().contains("--logstash-image is for --engine logstash");
    }

    @Test
    void theForwarderRunsNoPipelinesAndReadsNone() {
        OptionFaults faults =
                catchThrowableOfType(OptionFaults.class, () -> options("--pipeline=web=" + folder.resolve("gone")));
        assertThat(faults.faults()).singleElement().asString().contains("--pipeline is for --engine logstash");
    }

    @Test
    void allFaultsAreToldTogether() {
        OptionFaults faults = catchThrowableOfType(
                OptionFaults.class,
                () -> options(
                        "--listen=syslog:514",
                        "--file=logs/*.log",
                        "--engine=fluentd",
                        "--dataset=Big-Data",
                        "--registry-dir=registry",
                        "--replicas=many",
                        "--nodes=3"));
        assertThat(faults.faults())
                .hasSize(7)
                .allSatisfy(fault -> assertThat(fault).doesNotContain("Exception"));
    }

    @Test
    void noOptionIsThereTwice() {
        assertThat(LogstashFlags.all().stream().map(Flag::name)).doesNotHaveDuplicates();
        assertThat(ElasticsearchFlags.all().stream().map(Flag::name)).doesNotHaveDuplicates();
    }
}
