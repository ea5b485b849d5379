package org.mesoselk.executor.logstash.forwarder.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes bytes that should be UTF-8 as the inside of a JSON string, without a String between. What is no UTF-8 becomes
 * U+FFFD, one for each maximal subpart, as the Unicode standard recommends.
 */
public final class JsonText {

    /** So many bytes at most for each byte of text: a control character becomes {@code \}{@code u001f}. */
    public static final int WORST_GROWTH = 6;

    private static final byte[][] ESCAPES = escapes();

    private JsonText() {}

    /**
     * Writes {@code from[start..end)}.
     *
     * @param to has room for {@link #WORST_GROWTH} times as many bytes behind {@code at}
     * @return where it ends in {@code to}
     */
    public static int write(byte[] from, int start, int end, byte[] to, int at) {
        int out = at;
        int run = start;
        int i = start;
        while (i < end) {
            int b = from[i];
            if (b >= 0 && ESCAPES[b] == null) {
                i++;
                continue;
            }
            int length = b < 0 ? sequence(from, i, end) : 0;
            if (length > 0) {
                i += length;
                continue;
            }
            System.arraycopy(from, run, to, out, i - run);
            out += i - run;
            if (b >= 0) {
                byte[] escape = ESCAPES[b];
                System.arraycopy(escape, 0, to, out, escape.length);
                out += escape.length;
                i++;
            } else {
                to[out++] = (byte) 0xef;
                to[out++] = (byte) 0xbf;
                to[out++] = (byte) 0xbd;
                i -= length;
            }
            run = i;
        }
        System.arraycopy(from, run, to, out, end - run);
        return out + end - run;
    }

    /**
     * The length of the character at {@code i}; when there is none, how many bytes one U+FFFD stands for, as a
     * negative number. Table 3-7 of the Unicode standard: the second byte may not make an overlong form, a surrogate
     * or more than U+10FFFF; a maximal subpart is replaced as one.
     */
    static int sequence(byte[] from, int i, int end) {
        int first = from[i] & 0xff;
        int length;
        int low = 0x80;
        int high = 0xbf;
        if (first >= 0xc2 && first <= 0xdf) {
            length = 2;
        } else if (first >= 0xe0 && first <= 0xef) {
            length = 3;
            low = first == 0xe0 ? 0xa0 : low;
            high = first == 0xed ? 0x9f : high;
        } else if (first >= 0xf0 && first <= 0xf4) {
            length = 4;
            low = first == 0xf0 ? 0x90 : low;
            high = first == 0xf4 ? 0x8f : high;
        } else {
            return -1;
        }
        for (int k = 1; k < length; k++) {
            int next = i + k < end ? from[i + k] & 0xff : -1;
            if (next < low || next > high) {
                return -k;
            }
            low = 0x80;
            high = 0xbf;
        }
        return length;
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[128][];
        for (int c = 0; c < 0x20; c++) {
            escapes[c] = String.format("\\u%04x", c).getBytes(US_ASCII);
        }
        escapes['\b'] = "\\b".getBytes(US_ASCII);
        escapes['\f'] = "\\f".getBytes(US_ASCII);
        escapes['\n'] = "\\n".getBytes(US_ASCII);
        escapes['\r'] = "\\r".getBytes(US_ASCII);
        escapes['\t'] = "\\t".getBytes(US_ASCII);
        escapes['"'] = "\\\"".getBytes(US_ASCII);
        escapes['\\'] = "\\\\".getBytes(US_ASCII);
        return escapes;
    }
}
