package org.mesoselk.scheduler.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MesosOptionsTest {

    @Test
    void defaults() {
        Values values = Given.arguments("--mesos-master", "zk://m:2181/mesos");
        assertThat(MesosOptions.from(values, "me"))
                .isEqualTo(new MesosOptions(
                        "zk://m:2181/mesos", "elasticsearch", "*", "me", Duration.ofDays(7), Optional.empty()));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void explicit() {
        Values values = Given.arguments(
                "--mesos-master=http://m1:5050,m2:5050",
                "--framework-name=logs",
                "--role=prod/search",
                "--user=elk",
                "--failover-timeout=36h",
                "--new-framework-id=5d38a5be-0003");
        assertThat(MesosOptions.from(values, "me"))
                .isEqualTo(new MesosOptions(
                        "http://m1:5050,m2:5050",
                        "logs",
                        "prod/search",
                        "elk",
                        Duration.ofHours(36),
                        Optional.of("5d38a5be-0003")));
        assertThat(values.faults()).isEmpty();
    }

    @Test
    void everyFaultIsNamed() {
        Values values = Given.arguments(
                "--mesos-master=ftp://m",
                "--framework-name=a/b",
                "--role=-x",
                "--failover-timeout=7",
                "--new-framework-id=yes please");
        MesosOptions.from(values, "me");
        assertThat(values.faults())
                .hasSize(5)
                .anySatisfy(fault -> assertThat(fault).contains("--new-framework-id yes please", "has removed"))
                .anySatisfy(fault -> assertThat(fault).contains("--mesos-master", "ftp"))
                .anySatisfy(fault -> assertThat(fault).contains("--framework-name a/b"))
                .anySatisfy(fault -> assertThat(fault).contains("--role -x"))
                .anySatisfy(fault -> assertThat(fault).contains("--failover-timeout 7", "unit"));
    }

    @Test
    void failoverTimeoutOfZeroWouldKillEveryTask() {
        Values values = Given.arguments("--mesos-master=m:5050", "--failover-timeout=0s");
        MesosOptions.from(values, "me");
        assertThat(values.faults()).singleElement().asString().contains("more than 0");
    }
}
