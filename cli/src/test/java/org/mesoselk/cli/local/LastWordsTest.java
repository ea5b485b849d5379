package org.mesoselk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    @Test
    void the_last_line_that_speaks_of_a_fault_is_taken_and_no_line_of_a_stack_trace() {
        assertThat(LastWords.of(List.of(
                        "starting",
                        "ERROR port 1 is taken",
                        "\tat a.B.c(B.java:1)",
                        "Caused by: java.io.IOException",
                        "bye")))
                .isEqualTo("ERROR port 1 is taken");
    }

    @Test
    void all_faults_of_a_list_are_taken() {
        assertThat(LastWords.of(
                        List.of("The scheduler cannot start with these options:", "  - --a: bad", "  - --b: bad")))
                .isEqualTo("--a: bad; --b: bad");
    }

    @Test
    void what_an_earlier_process_said_does_not_count() {
        assertThat(LastWords.of(List.of("ERROR old", "== elk starts x at 2026-01-01T00:00:00Z")))
                .isEqualTo("it said nothing");
    }

    @Test
    void without_a_fault_the_last_line_is_taken() {
        assertThat(LastWords.of(List.of("one", "two", ""))).isEqualTo("two");
    }
}
