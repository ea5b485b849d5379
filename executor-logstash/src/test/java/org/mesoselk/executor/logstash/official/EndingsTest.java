package org.mesoselk.executor.logstash.official;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingsTest {

    @Test
    void whoWasKilledProbablyTookTooMuchMemory() {
        assertThat(Endings.sentence(137, Optional.empty(), 512)).contains("SIGKILL", "heap of 512 MB", "more memory");
    }

    @Test
    void whoseHeapWasTooSmallSaysSo() {
        assertThat(Endings.sentence(3, Optional.empty(), 512)).startsWith("Logstash ran out of its heap of 512 MB");
    }

    @Test
    void otherwiseItsOwnWordsAreTold() {
        assertThat(Endings.sentence(1, Optional.of("because"), 512)).isEqualTo("Logstash ended with code 1: because.");
    }
}
