package org.mesoselk.executor.logstash.forwarder.deliver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/**
 * What Elasticsearch answers when every document was made, byte by byte. Nearly all answers are this one, and comparing
 * takes neither a parser nor memory for the whole of it.
 */
final class GoodAnswer {

    private static final byte[] BEGIN = "{\"items\":[".getBytes(US_ASCII);
    private static final byte[] ITEM = "{\"create\":{\"status\":201}},".getBytes(US_ASCII);
    private static final byte[] END = "]}".getBytes(US_ASCII);
    private static final int CHUNK = 4096;

    /** With the comma behind each but the last. */
    private final int items;

    private final int length;

    /** @param sent how many items the request had, at least one */
    GoodAnswer(int sent) {
        items = sent * ITEM.length - 1;
        length = BEGIN.length + items + END.length;
    }

    /** @return empty when {@code answer} is this one; otherwise all of what was answered, to be read by a parser */
    Optional<InputStream> unlessSame(InputStream answer) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int same = 0;
        for (int read = answer.read(chunk); read >= 0; read = answer.read(chunk)) {
            for (int i = 0; i < read; i++) {
                if (same + i >= length || chunk[i] != at(same + i)) {
                    return Optional.of(new SequenceInputStream(
                            new ByteArrayInputStream(beginning(same)),
                            new SequenceInputStream(new ByteArrayInputStream(chunk, 0, read), answer)));
                }
            }
            same += read;
        }
        return same == length ? Optional.empty() : Optional.of(new ByteArrayInputStream(beginning(same)));
    }

    private byte at(int index) {
        if (index < BEGIN.length) {
            return BEGIN[index];
        }
        int inItems = index - BEGIN.length;
        return inItems < items ? ITEM[inItems % ITEM.length] : END[inItems - items];
    }

    private byte[] beginning(int until) {
        byte[] bytes = new byte[until];
        for (int i = 0; i < until; i++) {
            bytes[i] = at(i);
        }
        return bytes;
    }
}
