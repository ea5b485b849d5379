package org.mesoselk.commons.mesos;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Takes HTTP's chunked transfer coding off. A read gives what is there, at most the rest of one chunk. */
final class ChunkedBody extends InputStream {

    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Reads as InputStream says; the end of the connection before the last chunk is an EOFException, not the end of the body. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(into, offset, (int) Math.min(left, length));
        if (count < 0) {
            throw new EOFException("the connection ended in the middle of an answer");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !HttpHead.line(in).isEmpty()) {
            throw new ProtocolException("a chunk is longer than it was said to be");
        }
        first = false;
        String size = HttpHead.line(in).split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new ProtocolException("'" + size + "' is not the size of a chunk");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            // Trailers say nothing to us.
            HttpHead.headers(in);
        }
    }
}
