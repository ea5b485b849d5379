package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MesosDurationTest {

    @ParameterizedTest
    @CsvSource({
        "15mins,PT15M",
        "2secs,PT2S",
        "5secs,PT5S",
        "2days,PT48H",
        "100ms,PT0.1S",
        "1.5secs,PT1.5S",
        "1weeks,PT168H",
        "3hrs,PT3H",
        "7us,PT0.000007S",
        "9ns,PT0.000000009S",
        "0ns,PT0S"
    })
    void readsWhatMesosWrites(String text, Duration duration) {
        assertThat(MesosDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "mins", "-1secs", "15 minutes", "1e3secs", "15mins2secs"})
    void refusesAnythingElseInOneSentence(String text) {
        assertThatThrownBy(() -> MesosDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not a duration")
                .hasMessageContaining("15mins");
    }

    @Property
    void whatIsPrintedIsReadBack(@ForAll @LongRange(min = 0, max = 100_000_000_000_000L) long micros) {
        Duration duration = Duration.ofNanos(micros * 1000);

        assertThat(MesosDuration.parse(MesosDuration.print(duration))).isEqualTo(duration);
    }
}
