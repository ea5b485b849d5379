package org.mesoselk.localmesos.ui;

import java.nio.charset.StandardCharsets;
import org.mesoselk.localmesos.agent.files.FilePiece;

/**
 * A piece of a file as text: characters that the piece cuts are left to the pieces before and after it. What is not
 * UTF-8 shows as U+FFFD.
 *
 * @param begin offset in bytes of the first character
 * @param end offset after the last
 * @param size of the file
 */
record FileText(String text, long begin, long end, long size) {

    /** Bytes after the first one of the longest character. */
    private static final int MOST_CONTINUATIONS = 3;

    static FileText of(FilePiece piece) {
        byte[] bytes = piece.data().content();
        int from = 0;
        while (piece.offset() > 0 && from < Math.min(MOST_CONTINUATIONS, bytes.length) && isContinuation(bytes[from])) {
            from++;
        }
        int to = bytes.length - cut(bytes);
        if (to <= from) {
            from = 0;
            to = bytes.length;
        }
        return new FileText(
                new String(bytes, from, to - from, StandardCharsets.UTF_8),
                piece.offset() + from,
                piece.offset() + to,
                piece.size());
    }

    /** How many bytes at the end are the beginning of a character whose rest is missing. */
    private static int cut(byte[] bytes) {
        for (int back = 1; back <= Math.min(MOST_CONTINUATIONS, bytes.length); back++) {
            byte b = bytes[bytes.length - back];
            if (!isContinuation(b)) {
                return length(b) > back ? back : 0;
            }
        }
        return 0;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** Of the character that begins with {@code first}; 1 for what begins none. */
    private static int length(byte first) {
        if ((first & 0xE0) == 0xC0) {
            return 2;
        } else if ((first & 0xF0) == 0xE0) {
            return 3;
        }
        return (first & 0xF8) == 0xF0 ? 4 : 1;
    }
}
