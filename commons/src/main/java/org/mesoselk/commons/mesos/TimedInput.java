package org.mesoselk.commons.mesos;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What comes over a socket until a point in time: a time-out of the socket alone would begin anew with each byte. */
final class TimedInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private final long endNanos;
    private boolean hasEnd = true;
    private int timeoutMillis = -1;

    /** @param patience from now on, for all that is read */
    TimedInput(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.endNanos = System.nanoTime() + patience.toNanos();
    }

    Socket socket() {
        return socket;
    }

    /** From now on each read may take so long, however many there are. */
    void eachWithin(Duration silence) throws IOException {
        hasEnd = false;
        within(silence.toMillis());
    }

    private void within(long millis) throws IOException {
        int timeout = (int) Math.min(Math.max(millis, 1), Integer.MAX_VALUE);
        if (timeout != timeoutMillis) {
            socket.setSoTimeout(timeout);
            timeoutMillis = timeout;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (hasEnd) {
            long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the time is over");
            }
            within(left);
        }
        return in.read(into, offset, length);
    }
}
