package org.mesoselk.executor.logstash.forwarder.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class LinesTest {

    @Example
    void eachLineIsAnEventWithoutItsEnd() {
        assertThat(Frames.of(new Lines(100), "one\ntwo\r\n\nthree\n", true))
                .containsExactly("WHOLE:one", "WHOLE:two", "WHOLE:", "WHOLE:three");
    }

    @Example
    void aLineWithoutAnEndIsWaitedForAndThenTaken() {
        assertThat(Frames.of(new Lines(100), "one\ntw", true)).containsExactly("WHOLE:one", "…tw");
        assertThat(Frames.of(new Lines(100), "one\ntw", false)).containsExactly("WHOLE:one", "UNFINISHED:tw");
    }

    @Example
    void aLongLineIsCutIntoPiecesAndNothingOfItIsLost() {
        assertThat(Frames.of(new Lines(4), "abcdefghij\nk\n", true))
                .containsExactly("TRUNCATED:abcd", "TRUNCATED:efgh", "WHOLE:ij", "WHOLE:k");
    }

    @Example
    void aLineOfExactlyTheBoundIsWhole() {
        assertThat(Frames.of(new Lines(4), "abcd\nefgh", true)).containsExactly("WHOLE:abcd", "…efgh");
    }

    @Example
    void aCutDoesNotGoThroughACharacter() {
        assertThat(Frames.of(new Lines(4), "ab€cd\n", true)).containsExactly("TRUNCATED:ab", "TRUNCATED:€c", "WHOLE:d");
    }

    /** However the file is read, in which pieces soever, the events are the same: their ids depend on it. */
    @Property(tries = 500)
    void whereAnEventEndsDoesNotDependOnHowMuchIsThere(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 60) String letters,
            @ForAll @IntRange(min = 1, max = 10) int longest,
            @ForAll @IntRange(min = 0, max = 60) int shorter) {
        byte[] bytes = letters.replace('c', '\n').getBytes(UTF_8);
        int to = Math.min(shorter, bytes.length);
        Optional<Frame> partly = new Lines(longest).next(bytes, 0, to, true);
        Optional<Frame> wholly = new Lines(longest).next(bytes, 0, bytes.length, true);
        assertThat(partly).isIn(Optional.empty(), wholly);
    }
}
