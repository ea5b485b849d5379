package org.mesoselk.localmesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.Test;

class ResourceTextTest {

    @Test
    void resourcesAreReadAsMesosReadsItsFlag() {
        assertThat(ResourceText.resources("cpus:4;mem:4096; disk:20000;ports:[31000-31099, 32000-32000]"))
                .extracting(Resource::getName)
                .containsExactly("cpus", "mem", "disk", "ports");
        Resource ports =
                ResourceText.resources("ports:[31000-31099,32000-32000]").get(0);
        assertThat(ports.getRanges().getRange(1).getBegin()).isEqualTo(32000);
        assertThat(ResourceText.resources("cpus:0.5").get(0).getScalar().getValue())
                .isEqualTo(0.5);
    }

    @Test
    void whatIsReservedForARoleSaysSoInBrackets() {
        assertThat(ResourceText.resources("cpus(eng/search):1.5; cpus:2; ports(elk):[1-9]; mem(*):64"))
                .extracting(
                        Resource::getName,
                        resource -> resource.getReservationsList().stream()
                                .map(reservation -> reservation.getType() + " " + reservation.getRole())
                                .toList())
                .containsExactly(
                        tuple("cpus", List.of("STATIC eng/search")),
                        tuple("cpus", List.of()),
                        tuple("ports", List.of("STATIC elk")),
                        tuple("mem", List.of()));
        assertThatThrownBy(() -> ResourceText.resources("cpus(:2"))
                .hasMessageContaining("'cpus(' is not a name with a role");
    }

    @Test
    void attributesAreTextUnlessTheyAreNumbersOrRanges() {
        assertThat(ResourceText.attributes("disk:ssd;level:3;slots:[1-4]"))
                .extracting(attribute -> attribute.getType())
                .containsExactly(Value.Type.TEXT, Value.Type.SCALAR, Value.Type.RANGES);
        assertThat(ResourceText.attributes("")).isEmpty();
    }

    @Test
    void aMistakeIsToldWithTheEntryAndAnExample() {
        assertThatThrownBy(() -> ResourceText.resources("cpus=4")).hasMessageContaining("'cpus=4' is not name:value");
        assertThatThrownBy(() -> ResourceText.resources("cpus:many"))
                .hasMessageContaining("the value of 'cpus' is neither a number nor ranges");
        assertThatThrownBy(() -> AgentOptions.builder("m", Path.of("w"))
                        .attributes("rack")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'rack' is not name:value");
    }

    @Test
    void durationsAreWrittenAsMesosWritesThem() {
        assertThat(MesosDuration.format(Duration.ofSeconds(5))).isEqualTo("5secs");
        assertThat(MesosDuration.format(Duration.ofMinutes(15))).isEqualTo("15mins");
        assertThat(MesosDuration.format(Duration.ofSeconds(90))).isEqualTo("1.5mins");
        assertThat(MesosDuration.format(Duration.ofMillis(400))).isEqualTo("400ms");
        assertThat(MesosDuration.format(Duration.ofDays(7))).isEqualTo("1weeks");
    }

    @Test
    void aPasswordInTheMastersAddressIsNotShown() {
        AgentOptions options = AgentOptions.builder("zk://user:secret@host:2181/mesos", Path.of("w"))
                .build();
        assertThat(AgentFlags.of(options)).containsEntry("master", "zk://host:2181/mesos");
    }
}
