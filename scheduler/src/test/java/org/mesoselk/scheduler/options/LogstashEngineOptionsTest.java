package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.model.Resources;

class LogstashEngineOptionsTest {

    @Test
    void logstashTakesMoreThanTheForwarder() {
        Values values = Given.logstash("--engine=logstash", "--logstash-url=https://repo/logstash.tar.gz");
        LogstashEngineOptions options = LogstashEngineOptions.from(values);
        assertThat(options.share()).isEqualTo(new Resources(0.5, 1024, 2048));
        assertThat(options.url()).contains(URI.create("https://repo/logstash.tar.gz"));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void logstashHasToComeFromSomewhereAndFromOnePlaceOnly() {
        Values none = Given.logstash("--engine=logstash");
        LogstashEngineOptions.from(none);
        assertThat(none.faults()).singleElement().asString().contains("exactly one of", "none is given");
        Values both = Given.logstash("--engine=logstash", "--logstash-home=/ls", "--logstash-url=file:///ls.tar.gz");
        LogstashEngineOptions.from(both);
        assertThat(both.faults()).singleElement().asString().endsWith(": --logstash-home and --logstash-url are given");
    }

    @Test
    void whatTheForwarderHasNoUseForIsRefused() {
        Values values = Given.logstash(
                "--logstash-memory=1g",
                "--logstash-jvm-option=-Dx=y",
                "--pipeline=web=/etc/web.conf",
                "--secret-file=TOKEN=/etc/token");
        LogstashEngineOptions.from(values);
        assertThat(values.faults())
                .hasSize(4)
                .allSatisfy(fault -> assertThat(fault).contains("is for --engine logstash"));
    }

    @Test
    void whoSaysWhereLogstashIsWantsIt() {
        assertThat(LogstashEngineOptions.from(Given.logstash("--logstash-home=/opt/logstash"))
                        .engine())
                .isEqualTo("logstash");
        assertThat(LogstashEngineOptions.from(Given.logstash()).engine()).isEqualTo("forwarder");
        Values both = Given.logstash("--engine=forwarder", "--logstash-home=/opt/logstash");
        LogstashEngineOptions.from(both);
        assertThat(both.faults()).singleElement().asString().contains("is for --engine logstash");
    }

    @Test
    void anOfficialLogstashIsToldWhereItIsAndHasHalfOfItsMemoryAsHeap() {
        LogstashEngineOptions options = LogstashEngineOptions.from(Given.logstash(
                "--engine=logstash",
                "--logstash-url=http://files.example.com/logstash-8.15.0.tar.gz",
                "--logstash-memory=2g",
                "--logstash-jvm-option=-Dx=y"));
        assertThat(options.official()).hasValueSatisfying(official -> {
            assertThat(official.archive()).contains("logstash-8.15.0.tar.gz");
            assertThat(official.home()).isEmpty();
            assertThat(official.heapMb()).isEqualTo(1024);
            assertThat(official.jvmOptions()).containsExactly("-Dx=y");
        });
        assertThat(LogstashEngineOptions.from(Given.logstash()).official()).isEmpty();
    }

    @Test
    void secretsTravelAsPathsByTheNameThatPipelinesUse() {
        Values values = Given.logstash(
                "--logstash-home=/ls", "--secret-file=TOKEN=/etc/a=b", "--secret-file", "DB_PASSWORD=/etc/db");
        assertThat(LogstashEngineOptions.from(values).official().orElseThrow().secretFiles())
                .isEqualTo(Map.of("TOKEN", "/etc/a=b", "DB_PASSWORD", "/etc/db"));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void faultsOfSecretsNameTheOptionTheValueAndTheRemedy() {
        Values values = Given.logstash(
                "--logstash-home=/ls",
                "--secret-file=TOKEN",
                "--secret-file=TOKEN=etc/token",
                "--secret-file=MY-TOKEN=/etc/token",
                "--secret-file=LD_PRELOAD=/etc/token",
                "--secret-file=ELASTICSEARCH_PASSWORD=/etc/token",
                "--secret-file=A=/etc/a",
                "--secret-file=A=/etc/b");
        LogstashEngineOptions.from(values);
        assertThat(values.faults())
                .hasSize(6)
                .allSatisfy(fault -> assertThat(fault)
                        .startsWith("--secret-file ")
                        .containsAnyOf(
                                "must be NAME=PATH", "use letters", "choose another name", "give each name once"));
    }

    @Test
    void faults() {
        Values values = Given.logstash(
                "--engine=logstash",
                "--logstash-home=ls",
                "--work-dir=mesos",
                "--logstash-jvm-option=-Xmx2g",
                "--logstash-jvm-option=Dx",
                "--logstash-memory=100");
        LogstashEngineOptions.from(values);
        assertThat(values.faults()).hasSize(5);
    }
}
