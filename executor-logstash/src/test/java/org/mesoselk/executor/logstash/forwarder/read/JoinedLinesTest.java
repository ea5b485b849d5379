package org.mesoselk.executor.logstash.forwarder.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashTask.Multiline;

class JoinedLinesTest {

    private static final Framing TRACE = JoinedLines.of(new Multiline("^\\s", false, "after"), 1000);

    @Test
    void aStackTraceIsOneEventAndTheLastWaitsForMore() {
        assertThat(Frames.of(TRACE, "boom\n  at a\n  at b\nfine\n", true))
                .containsExactly("MULTILINE:boom\n  at a\n  at b", "…fine\n");
        assertThat(Frames.of(TRACE, "boom\n  at a\n  at b\nfine\n", false))
                .containsExactly("MULTILINE:boom\n  at a\n  at b", "WHOLE:fine");
    }

    @Test
    void negatedThePatternIsOfTheFirstLine() {
        Framing dated = JoinedLines.of(new Multiline("^[0-9]{4}-", true, "after"), 1000);
        assertThat(Frames.of(dated, "2026-01-01 a\nmore\n2026-01-02 b\n", false))
                .containsExactly("MULTILINE:2026-01-01 a\nmore", "WHOLE:2026-01-02 b");
    }

    @Test
    void beforeALineBelongsToTheNext() {
        Framing continued = JoinedLines.of(new Multiline("\\\\$", false, "before"), 1000);
        assertThat(Frames.of(continued, "a \\\nb \\\nc\nd\n", true))
                .containsExactly("MULTILINE:a \\\nb \\\nc", "WHOLE:d");
    }

    @Test
    void anEventDoesNotGrowBeyondTheBound() {
        Framing small = JoinedLines.of(new Multiline("^ ", false, "after"), 10);
        assertThat(Frames.of(small, "a\n bcd\n efg\n hij\n", false))
                .containsExactly("MULTILINE:a\n bcd", "MULTILINE: efg\n hij");
    }

    @Test
    void anEventHasNoMoreThanFiveHundredLines() {
        String text = "a\n" + " b\n".repeat(700);
        assertThat(Frames.of(JoinedLines.of(new Multiline("^ ", false, "after"), 100_000), text, false))
                .hasSize(2)
                .first()
                .asString()
                .hasLineCount(500);
    }

    @Test
    void anOptionThatMakesNoSenseIsToldInASentence() {
        assertThatThrownBy(() -> JoinedLines.of(new Multiline("(", false, "after"), 10))
                .hasMessageContaining("multiline.pattern '(' is no regular expression");
        assertThatThrownBy(() -> JoinedLines.of(new Multiline("a", false, "behind"), 10))
                .hasMessage("multiline.match is 'behind'; it is to be 'after' or 'before'.");
    }
}
