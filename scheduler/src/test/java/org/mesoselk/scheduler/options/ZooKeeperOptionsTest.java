package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(ZooKeeperOptions.from(values)).isEqualTo(new ZooKeeperOptions("a:2181,b:2182", "/prod/elk"));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void pathMayBeLeftOut() {
        assertThat(ZooKeeperOptions.from(Given.environment("MESOS_ELK_ZOOKEEPER", "zk://a:2181")))
                .isEqualTo(new ZooKeeperOptions("a:2181", ""));
        assertThat(ZooKeeperOptions.from(Given.arguments("--zookeeper=zk://a:2181/")))
                .isEqualTo(new ZooKeeperOptions("a:2181", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:2181", "zk://", "zk://a", "http://a:2181", "zk://a:2181,/x", "zk://a:2181/x y"})
    void anythingElseIsAFaultThatShowsTheValue(String url) {
        Values values = Given.arguments("--zookeeper", url);
        ZooKeeperOptions.from(values);
        assertThat(values.faults()).singleElement().asString().contains("--zookeeper " + url, "zk://host:port");
    }
}
