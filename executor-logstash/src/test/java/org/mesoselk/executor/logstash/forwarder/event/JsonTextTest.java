package org.mesoselk.executor.logstash.forwarder.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mesoselk.commons.json.Json;

class JsonTextTest {

    @Property
    void jacksonReadsAnyTextBackAsItWas(@ForAll String text) {
        String whole = new String(text.getBytes(UTF_8), UTF_8);
        assertThat(read(whole.getBytes(UTF_8))).isEqualTo(whole);
    }

    @Property(tries = 5000)
    void bytesThatAreNoTextAreReplacedAsJavaReplacesThem(@ForAll("bytes") byte[] bytes) {
        assertThat(read(bytes)).isEqualTo(new String(bytes, UTF_8));
    }

    /** Java makes one replacement of a surrogate in UTF-8, the Unicode standard three: 0xed is left out. */
    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<Byte> telling = Arbitraries.of(
                (byte) 0xc2, (byte) 0xe0, (byte) 0xe2, (byte) 0xf0, (byte) 0xf4, (byte) 0x80, (byte) 0x9f);
        Arbitrary<Byte> any = Arbitraries.bytes().filter(b -> b != (byte) 0xed);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, telling), net.jqwik.api.Tuple.of(1, any))
                .array(byte[].class)
                .ofMaxSize(40);
    }

    @Example
    void aSurrogateIsNoCharacter() {
        assertThat(read(new byte[] {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'}))
                .isEqualTo("a\ufffd\ufffd\ufffdb");
    }

    @Example
    void theWorstCaseIsNotExceeded() {
        byte[] worst = new byte[100];
        Arrays.fill(worst, (byte) 0x1f);
        byte[] out = new byte[JsonText.WORST_GROWTH * worst.length];
        assertThat(JsonText.write(worst, 0, worst.length, out, 0)).isEqualTo(out.length);
        Arrays.fill(worst, (byte) 0xff);
        assertThat(JsonText.write(worst, 0, worst.length, out, 0)).isEqualTo(300);
    }

    private static String read(byte[] text) {
        byte[] out = new byte[JsonText.WORST_GROWTH * text.length + 2];
        out[0] = '"';
        int end = JsonText.write(text, 0, text.length, out, 1);
        out[end] = '"';
        return Json.tree(Arrays.copyOf(out, end + 1)).asString();
    }
}
