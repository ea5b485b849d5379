package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperOptionsTest {

    @Test
    void isRequired() {
        Values values = Given.arguments();
        ZooKeeperOptions.from(values);
        assertThat(values.faults())
                .singleElement()
                .asString()
                .contains("--zookeeper is missing", "MESOS_ELK_ZOOKEEPER");
    }

    @Test
    void hostsAndPathAreTakenApart() {
        Values values = Given.arguments("--zookeeper", "zk://a:2181,b:2182/prod/elk");
        assertThat(ZooKeeperOptions.from(values))
                .isEqualTo(new ZooKeeperOptions("a:2181,b:2182", "/prod/elk", Duration.ofSeconds(10)));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void pathMayBeLeftOut() {
        assertThat(ZooKeeperOptions.from(Given.environment("MESOS_ELK_ZOOKEEPER", "zk://a:2181")))
                .isEqualTo(new ZooKeeperOptions("a:2181", "", Duration.ofSeconds(10)));
        assertThat(ZooKeeperOptions.from(Given.arguments("--zookeeper=zk://a:2181/")))
                .isEqualTo(new ZooKeeperOptions("a:2181", "", Duration.ofSeconds(10)));
    }

    @Test
    void theSessionTimeoutIsATimeInReason() {
        Values values = Given.arguments("--zookeeper=zk://a:2181", "--zookeeper-session-timeout=4s");
        assertThat(ZooKeeperOptions.from(values).session()).isEqualTo(Duration.ofSeconds(4));
        assertThat(values.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "0s", "11m", "soon"})
    void aSessionTimeoutOutOfReasonIsAFault(String time) {
        Values values = Given.arguments("--zookeeper=zk://a:2181", "--zookeeper-session-timeout", time);
        ZooKeeperOptions.from(values);
        assertThat(values.faults())
                .anySatisfy(fault -> assertThat(fault).contains("--zookeeper-session-timeout " + time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:2181", "zk://", "zk://a", "http://a:2181", "zk://a:2181,/x", "zk://a:2181/x y"})
    void anythingElseIsAFaultThatShowsTheValue(String url) {
        Values values = Given.arguments("--zookeeper", url);
        ZooKeeperOptions.from(values);
        assertThat(values.faults()).singleElement().asString().contains("--zookeeper " + url, "zk://host:port");
    }
}
