package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIoTest {

    @Property
    void anyRecordsCutIntoAnyPiecesComeOutAsTheyWere(@ForAll List<byte[]> records, @ForAll long seed)
            throws ProtocolException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        records.forEach(record -> stream.writeBytes(RecordIo.encode(record)));

        assertThat(decode(stream.toByteArray(), new Random(seed), 9)).containsExactlyElementsOf(records);
    }

    /** Cuts {@code stream} into pieces of 0 to {@code longest} bytes. */
    static List<byte[]> decode(byte[] stream, Random random, int longest) throws ProtocolException {
        RecordIo.Decoder decoder = new RecordIo.Decoder();
        List<byte[]> decoded = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int length = Math.min(random.nextInt(longest + 1), stream.length - at);
            decoded.addAll(decoder.feed(ByteBuffer.wrap(stream, at, length)));
            at += length;
        }
        assertThat(decoder.isMidRecord()).isFalse();
        return decoded;
    }

    @Test
    void severalRecordsInOnePieceComeOutTogetherAndAnEmptyOneCounts() throws ProtocolException {
        List<byte[]> records = new RecordIo.Decoder().feed(ascii("2\nab0\n1\nc3\nde"));

        assertThat(records).extracting(record -> new String(record, US_ASCII)).containsExactly("ab", "", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "x\n", "-1\n", "1 \na", "{\"type\":", "00000000001\na", "HTTP/1.1 200 OK"})
    void whatIsNotALengthIsRefused(String garbage) {
        RecordIo.Decoder decoder = new RecordIo.Decoder();

        assertThatThrownBy(() -> decoder.feed(ascii(garbage)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not a RecordIO stream");
    }

    @Test
    void aRecordOverTheLimitIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> new RecordIo.Decoder(99).feed(ascii("100\n")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("the limit is 99");
        assertThatThrownBy(() -> new RecordIo.Decoder().feed(ascii("1000000000000\n")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("the limit is 67108864");
    }

    @Property
    void anyBytesAreRecordsOrRefusedAndNothingIsHeldBack(@ForAll byte[] bytes, @ForAll @IntRange(max = 40) int at)
            throws ProtocolException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(RecordIo.encode("whole".getBytes(US_ASCII)));
        stream.writeBytes(RecordIo.encode(new byte[at]));
        stream.writeBytes(bytes);
        List<byte[]> records = new ArrayList<>();
        try {
            new RecordIo.Decoder(1000).feed(ByteBuffer.wrap(stream.toByteArray()), records::add);
        } catch (ProtocolException refused) {
            assertThat(refused.getMessage()).containsAnyOf("not a RecordIO stream", "the limit is 1000");
        }
        assertThat(records).hasSizeGreaterThanOrEqualTo(2);
        assertThat(records.get(0)).asString(US_ASCII).isEqualTo("whole");
        assertThat(records.get(1)).hasSize(at);
    }

    @Test
    void announcedLengthsTakeNoMemoryBeforeTheirBytesCome() throws ProtocolException {
        List<RecordIo.Decoder> decoders = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            RecordIo.Decoder decoder = new RecordIo.Decoder(Integer.MAX_VALUE - 8);
            decoder.feed(ascii("2000000000\nabc"));
            decoders.add(decoder);
        }
        assertThat(decoders).allMatch(RecordIo.Decoder::isMidRecord);
    }

    @Test
    void aLongRecordComesOutWhole() throws ProtocolException {
        byte[] record = new byte[1_000_000];
        new Random(1).nextBytes(record);

        assertThat(decode(RecordIo.encode(record), new Random(2), 70_000)).containsExactly(record);
    }

    @Test
    void aStreamThatEndsInARecordIsKnownToBeTorn() throws ProtocolException {
        RecordIo.Decoder decoder = new RecordIo.Decoder();
        decoder.feed(ascii("1\na2"));
        assertThat(decoder.isMidRecord()).isTrue();
        decoder.feed(ascii("\nb"));
        assertThat(decoder.isMidRecord()).isTrue();
        decoder.feed(ascii("c"));
        assertThat(decoder.isMidRecord()).isFalse();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
