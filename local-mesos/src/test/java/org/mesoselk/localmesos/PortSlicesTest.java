package org.mesoselk.localmesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortSlicesTest {

    @TempDir
    private Path folder;

    @Test
    void eachAgentHasPortsOfItsOwn() throws IOException {
        PortSlices slices = PortSlices.of(folder, Optional.of(20_000), 2, 100);
        assertThat(slices.addTo("cpus:1", 1)).isEqualTo("cpus:1;ports:[20000-20099]");
        assertThat(slices.addTo("cpus:1", 2)).isEqualTo("cpus:1;ports:[20100-20199]");
        assertThat(slices.addTo("cpus:1;ports:[1-2]", 2)).isEqualTo("cpus:1;ports:[1-2]");
    }

    @Test
    void theBaseIsKeptBecauseTasksOutliveTheProcess() throws IOException {
        PortSlices first = PortSlices.of(folder, Optional.empty(), 5, 100);
        try (ServerSocket task = new ServerSocket(first.base() + 7, 1, InetAddress.getLoopbackAddress())) {
            assertThat(task.isBound()).isTrue();
            assertThat(PortSlices.of(folder, Optional.empty(), 5, 100)).isEqualTo(first);
        }
    }

    @Test
    void portsThatAreInUseAreLeftToTheirOwner() throws IOException {
        PortSlices first = PortSlices.of(folder, Optional.empty(), 5, 100);
        Files.delete(folder.resolve("ports-base"));
        try (ServerSocket other = new ServerSocket(first.base() + 7, 1, InetAddress.getLoopbackAddress())) {
            PortSlices next = PortSlices.of(folder, Optional.empty(), 5, 100);
            assertThat(next.base() + 500 <= other.getLocalPort() || next.base() > other.getLocalPort())
                    .isTrue();
        }
    }

    @Test
    void aBrokenRecordIsNotGuessedAt() throws IOException {
        Files.writeString(folder.resolve("ports-base"), "rubbish");
        assertThatThrownBy(() -> PortSlices.of(folder, Optional.empty(), 5, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 'rubbish'")
                .hasMessageContaining("--ports-base");
    }

    @Test
    void durationsAreReadAsMesosWritesThem() {
        assertThat(Durations.parse("15secs")).hasSeconds(15);
        assertThat(Durations.parse("1.5m")).hasSeconds(90);
        assertThat(Durations.parse("500ms")).hasMillis(500);
        assertThat(Durations.parse("2weeks")).hasDays(14);
    }
}
