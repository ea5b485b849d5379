package org.mesoselk.commons.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void theOrderOfAMapDoesNotCountAndThatOfAListDoes() {
        Map<String, Integer> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>();
        other.put("b", 2);
        other.put("a", 1);
        assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other)).matches("[0-9a-f]{16}");
        assertThat(Fingerprint.of(List.of(1, 2))).isNotEqualTo(Fingerprint.of(List.of(2, 1)));
    }

    private record Before(int port, List<String> hosts) {}

    private record After(int port, List<String> hosts, Optional<String> added, boolean isNew, List<String> more) {}

    @Test
    void whatALaterReleaseAddsCountsOnlyWhenItIsGiven() {
        Before before = new Before(80, List.of("a"));
        After silent = new After(80, List.of("a"), Optional.empty(), false, List.of());
        After given = new After(80, List.of("a"), Optional.of("b"), false, List.of());

        assertThat(Fingerprint.ofGiven(silent)).isEqualTo(Fingerprint.ofGiven(before));
        assertThat(Fingerprint.ofGiven(given)).isNotEqualTo(Fingerprint.ofGiven(before));
        assertThat(Fingerprint.ofGiven(new Before(81, List.of("a")))).isNotEqualTo(Fingerprint.ofGiven(before));
    }
}
