package org.mesoselk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.home.Settings.MesosSettings;

class SeparateMesosTest {

    @TempDir
    private Path temp;

    @Test
    void each_agent_gets_its_own_resources_attributes_and_ports() {
        SeparateMesos mesos = separate(Map.of());
        assertThat(mesos.agentOptions(1))
                .containsExactly("--resources", "cpus:1;ports:[20000-20099]", "--attributes", "rack:all");
        assertThat(mesos.agentOptions(2))
                .containsExactly("--resources", "cpus:2;ports:[1-9]", "--attributes", "rack:two");
    }

    @Test
    void an_option_goes_to_the_process_that_knows_it() {
        SeparateMesos mesos = separate(Map.of("agent-ping-timeout", "5secs", "recovery_timeout", "1mins"));
        assertThat(mesos.masterOptions()).containsExactly(Map.entry("agent-ping-timeout", "5secs"));
        assertThat(mesos.agentOptions(1))
                .contains("--recovery_timeout", "1mins")
                .doesNotContain("--agent-ping-timeout");
        assertThatThrownBy(() -> separate(Map.of("ports-base", "1")).masterOptions())
                .hasMessageContaining("ports-base");
    }

    @Test
    void the_ports_are_those_that_the_agents_had_before() throws IOException {
        int first = PortsBase.of(temp, 3);
        assertThat(first).isBetween(12_000, 32_767);
        assertThat(PortsBase.of(temp, 3)).isEqualTo(first);
        Files.writeString(temp.resolve("ports-base"), "23456\n");
        assertThat(PortsBase.of(temp, 3)).isEqualTo(23_456);
        Files.writeString(temp.resolve("ports-base"), "nonsense");
        assertThatThrownBy(() -> PortsBase.of(temp, 3)).hasMessageContaining("ports-base");
    }

    private static SeparateMesos separate(Map<String, String> options) {
        return new SeparateMesos(
                new MesosSettings(
                        2, List.of("2=cpus:2;ports:[1-9]", "cpus:1"), List.of("rack:all", "2=rack:two"), options),
                20_000);
    }
}
