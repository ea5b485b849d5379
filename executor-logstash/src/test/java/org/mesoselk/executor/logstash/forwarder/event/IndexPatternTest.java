package org.mesoselk.executor.logstash.forwarder.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPatternTest {

    @ParameterizedTest
    @CsvSource({
        "'mesos-logs-%{+yyyy.MM.dd}', mesos-logs-2026.11.29, mesos-logs-*, mesos-logs",
        "'logstash-%{+YYYY.MM.dd}', logstash-2026.11.29, logstash-*, logstash",
        "'a_%{+yyyy-MM-dd-HH}', a_2026-11-29-23, a_*, a",
        "'m-%{+yyyyMM}.log', m-202611.log, m-*.log, m-.log"
    })
    void theTimeIsPutIntoTheNameInUtc(String pattern, String name, String wildcard, String stem) {
        IndexPattern parsed = IndexPattern.parse(pattern);
        assertThat(parsed.at(Instant.parse("2026-11-29T23:59:59.999Z"))).isEqualTo(name);
        assertThat(parsed.wildcard()).isEqualTo(wildcard);
        assertThat(parsed.stem()).isEqualTo(stem);
    }

    @Test
    void theYearIsThatOfTheDayNotOfTheWeek() {
        assertThat(IndexPattern.parse("l-%{+YYYY.MM.dd}").at(Instant.parse("2027-01-01T00:00:00Z")))
                .isEqualTo("l-2027.01.01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mesos-logs",
                "Logs-%{+yyyy}",
                "-logs-%{+yyyy}",
                "logs-%{yyyy}",
                "logs-%{+ww}",
                "logs-%{+yyyy}-%{+MM}",
                "%{+yyyy}",
                "a,b-%{+yyyy}",
                "a*-%{+yyyy}"
            })
    void whatIsNoNameOfAnIndexIsToldWithAnExample(String pattern) {
        assertThatThrownBy(() -> IndexPattern.parse(pattern))
                .hasMessageStartingWith("output.index is '" + pattern + "'")
                .hasMessageContaining("mesos-logs-%{+yyyy.MM.dd}");
    }
}
