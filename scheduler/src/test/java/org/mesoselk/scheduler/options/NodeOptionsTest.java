package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;

class NodeOptionsTest {

    @Test
    void defaults() {
        Values values = Given.arguments("--elasticsearch-home=/opt/es");
        NodeOptions options = NodeOptions.from(values);
        assertThat(values.faults()).isEmpty();
        assertThat(options)
                .isEqualTo(new NodeOptions(
                        Optional.of("/var/lib/mesos-elk"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("/opt/es"),
                        Optional.empty(),
                        List.of()));
        assertThat(options.distribution()).isEqualTo(new Distribution(Optional.of("/opt/es"), Optional.empty()));
    }

    @Test
    void explicit() {
        Values values = Given.arguments(
                "--elasticsearch-url=https://x/y/elasticsearch-8.19.20.tar.gz?a=b",
                "--data-dir=sandbox",
                "--network-host=127.0.0.1",
                "--run-as=1000:1000",
                "--java-home=/opt/jdk-17",
                "--jvm-option=-XX:+UseSerialGC",
                "--jvm-option",
                "-Xss1m");
        NodeOptions options = NodeOptions.from(values);
        assertThat(values.faults()).isEmpty();
        assertThat(options)
                .isEqualTo(new NodeOptions(
                        Optional.empty(),
                        Optional.of("127.0.0.1"),
                        Optional.of("1000:1000"),
                        Optional.of("/opt/jdk-17"),
                        Optional.empty(),
                        Optional.of(URI.create("https://x/y/elasticsearch-8.19.20.tar.gz?a=b")),
                        List.of("-XX:+UseSerialGC", "-Xss1m")));
        assertThat(options.distribution())
                .isEqualTo(new Distribution(Optional.empty(), Optional.of("elasticsearch-8.19.20.tar.gz")));
    }

    @Test
    void exactlyOneDistributionIsWanted() {
        Values none = Given.arguments();
        NodeOptions.from(none);
        assertThat(none.faults()).singleElement().asString().contains("exactly one", "neither");
        Values both = Given.arguments("--elasticsearch-home=/a", "--elasticsearch-url=http://b/c");
        NodeOptions.from(both);
        assertThat(both.faults()).singleElement().asString().contains("exactly one", "both");
    }

    @Test
    void faults() {
        Values values = Given.arguments(
                "--elasticsearch-url=hdfs://x/y",
                "--data-dir=/",
                "--java-home=/opt/jdk'; rm",
                "--jvm-option=Xss1m",
                "--jvm-option=-Xmx4g");
        NodeOptions.from(values);
        assertThat(values.faults())
                .hasSize(5)
                .anySatisfy(fault -> assertThat(fault).contains("hdfs://x/y"))
                .anySatisfy(fault -> assertThat(fault).contains("--data-dir /"))
                .anySatisfy(fault -> assertThat(fault).contains("--java-home"))
                .anySatisfy(fault -> assertThat(fault).contains("Xss1m", "begin with '-'"))
                .anySatisfy(fault -> assertThat(fault).contains("use --heap"));
    }
}
