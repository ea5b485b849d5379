package org.mesoselk.commons.mesos;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Takes HTTP's chunked transfer coding off. A read gives what is there, at most the rest of one chunk. */
final class ChunkedBody extends InputStream {

    private static final int MOST_DIGITS = 15;
    private static final String NO_SIZE = "what came is not the size of a chunk";

    private final InputStream in;
    private long left;
    /** The line that a chunk ends with is still to come. */
    private boolean isBehindChunk;

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

    /** Byte by byte: a master begins a chunk with each event, so that a string for each line would cost more than the event. */
    private void nextChunk() throws IOException {
        if (isBehindChunk) {
            endOfLine(next(), "a chunk is longer than it was said to be");
            isBehindChunk = false;
        }
        long size = 0;
        int digits = 0;
        int next = next();
        for (int digit = Character.digit(next, 16); digit >= 0; digit = Character.digit(next, 16)) {
            size = size * 16 + digit;
            digits++;
            if (digits > MOST_DIGITS) {
                throw new ProtocolException(NO_SIZE);
            }
            next = next();
        }
        if (digits == 0) {
            throw new ProtocolException(NO_SIZE);
        }
        if (next == ';' || next == ' ' || next == '\t') {
            // Extensions say nothing to us.
            HttpHead.line(in);
        } else {
            endOfLine(next, NO_SIZE);
        }
        left = size;
        isBehindChunk = true;
        if (left == 0) {
            ended = true;
            // Nor do trailers.
            HttpHead.headers(in);
        }
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection ended in the middle of an answer");
        }
        return next;
    }

    private void endOfLine(int first, String otherwise) throws IOException {
        int last = first == '\r' ? next() : first;
        if (last != '\n') {
            throw new ProtocolException(otherwise);
        }
    }
}
