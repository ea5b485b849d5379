package org.mesoselk.executor.logstash.forwarder.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamFramesTest {

    private static List<String> frames(String stream, boolean counts, int longest) throws IOException {
        StreamFrames frames = new StreamFrames(new ByteArrayInputStream(stream.getBytes(UTF_8)), counts, longest);
        List<String> all = new ArrayList<>();
        for (Optional<byte[]> next = frames.next(); next.isPresent(); next = frames.next()) {
            all.add(new String(next.get(), UTF_8));
        }
        return all;
    }

    @Test
    void linesAndOctetCountsMayAlternate() throws IOException {
        assertThat(frames("<1>one\n6 <1>two12 <1>thr\nee four<1>five\r\n\n7 <1>six\n", true, 100))
                .containsExactly("<1>one", "<1>two", "<1>thr\nee fo", "ur<1>five", "<1>six");
    }

    @Test
    void aNumberThatIsNoLengthIsText() throws IOException {
        assertThat(frames("12ab\n1234567890123 x\n5", true, 100)).containsExactly("12ab", "1234567890123 x", "5");
        assertThat(frames("6 <1>two\n", false, 100)).containsExactly("6 <1>two");
    }

    @Test
    void whatIsTooLongIsCut() throws IOException {
        assertThat(frames("abcdefghij\n", true, 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(frames("10 abcdefghijx\n", true, 4)).containsExactly("abcd", "efgh", "ij", "x");
    }

    @Test
    void aStreamThatBreaksOffGivesWhatWasThere() throws IOException {
        assertThat(frames("100 abc", true, 1000)).containsExactly("abc");
        assertThat(frames("abc", true, 1000)).containsExactly("abc");
    }
}
