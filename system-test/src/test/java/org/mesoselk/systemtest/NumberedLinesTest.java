package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberedLinesTest {

    @Test
    void theCommandWritesEachNumberOnceAndATenthOfThemToStderr() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", NumberedLines.writer(20, 50, 25, 3)).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(out.lines())
                .containsExactlyElementsOf(IntStream.range(20, 50)
                        .mapToObj(number -> "line " + number + " xxx")
                        .toList());
        assertThat(err.lines()).containsExactly("line 2", "line 3", "line 4");
    }

    @Test
    void whatIsMissingAndWhatIsThereTwiceIsTold() {
        BitSet numbers = new BitSet();
        numbers.set(0, 100);
        assertThat(new NumberedLines(100, numbers).missing(100)).isEmpty();
        assertThat(new NumberedLines(100, numbers).duplicates()).isZero();
        numbers.clear(7);
        numbers.clear(99);
        assertThat(new NumberedLines(101, numbers).missing(100)).containsExactly(7, 99);
        assertThat(new NumberedLines(101, numbers).duplicates()).isEqualTo(3);
    }
}
