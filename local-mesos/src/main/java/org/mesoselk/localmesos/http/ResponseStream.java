package org.mesoselk.localmesos.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An answer that stays open. Each {@link #write} becomes one chunk, sent at once by a thread of the stream's own, so a
 * writer never waits for a slow client. A client that went away is noticed when its connection ends, not only at the
 * next write. All methods may be called from any thread.
 */
public final class ResponseStream {

    /** A client that lets this much pile up is treated as gone. */
    private static final long MAX_QUEUED_BYTES = 64L << 20;

    private enum State {
        OPEN,
        ENDING,
        ENDED,
        ABORTED,
        GONE
    }

    private final Runnable closeConnection;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final List<Runnable> goneListeners = new ArrayList<>();
    private long queuedBytes;
    private State state = State.OPEN;

    ResponseStream(Runnable closeConnection) {
        this.closeConnection = closeConnection;
    }

    /** Sends {@code bytes} as one chunk; false when the stream is no longer open. */
    public boolean write(byte[] bytes) {
        synchronized (this) {
            if (state != State.OPEN) {
                return false;
            }
            if (queuedBytes + bytes.length <= MAX_QUEUED_BYTES) {
                if (bytes.length > 0) {
                    queue.add(bytes);
                    queuedBytes += bytes.length;
                    notifyAll();
                }
                return true;
            }
        }
        gone();
        return false;
    }

    /** Sends what was written, then the last chunk; the connection serves on. */
    public synchronized void end() {
        if (state == State.OPEN) {
            state = State.ENDING;
            notifyAll();
        }
    }

    /** Closes the connection at once, without a last chunk. */
    public void abort() {
        finish(State.ABORTED);
        closeConnection.run();
    }

    /** {@code listener} runs once when the client goes away; not after {@link #end} or {@link #abort}. At once if it is gone already. */
    public void onGone(Runnable listener) {
        synchronized (this) {
            if (state != State.GONE) {
                goneListeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    public synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    void gone() {
        List<Runnable> listeners = finish(State.GONE);
        closeConnection.run();
        listeners.forEach(Runnable::run);
    }

    private synchronized List<Runnable> finish(State last) {
        boolean open = state == State.OPEN;
        if (open || state == State.ENDING) {
            state = last;
        }
        notifyAll();
        List<Runnable> listeners = open ? List.copyOf(goneListeners) : List.of();
        goneListeners.clear();
        return listeners;
    }

    /** Writes until the stream ends in whichever way. */
    void pump(OutputStream out) {
        try {
            for (byte[] bytes = next(); bytes.length > 0; bytes = next()) {
                out.write(chunk(bytes));
                out.flush();
            }
            if (endReached()) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                ended();
            }
        } catch (IOException e) {
            gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    /** The next bytes to send; empty when there will be none. */
    private synchronized byte[] next() throws InterruptedException {
        while (queue.isEmpty() && state == State.OPEN) {
            wait();
        }
        if (queue.isEmpty() || (state != State.OPEN && state != State.ENDING)) {
            return new byte[0];
        }
        byte[] bytes = queue.remove();
        queuedBytes -= bytes.length;
        return bytes;
    }

    private synchronized boolean endReached() {
        return state == State.ENDING;
    }

    private synchronized void ended() {
        if (state == State.ENDING) {
            state = State.ENDED;
            notifyAll();
        }
    }

    /** Waits until nothing more is sent; true when the connection can serve the next request. */
    synchronized boolean awaitEnd() throws InterruptedException {
        while (state == State.OPEN || state == State.ENDING) {
            wait();
        }
        return state == State.ENDED;
    }

    private static byte[] chunk(byte[] bytes) {
        byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[head.length + bytes.length + 2];
        System.arraycopy(head, 0, chunk, 0, head.length);
        System.arraycopy(bytes, 0, chunk, head.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }
}
