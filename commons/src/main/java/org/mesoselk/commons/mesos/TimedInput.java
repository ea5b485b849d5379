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
    private final long endNanos;
    private boolean isTimed = true;

    /** @param patience from now on, for all that is read */
    TimedInput(Socket socket, Duration patience) {
        this.socket = socket;
        this.endNanos = System.nanoTime() + patience.toNanos();
    }

    Socket socket() {
        return socket;
    }

    /** From now on what comes is waited for as long as it takes. */
    void neverTire() throws IOException {
        isTimed = false;
        socket.setSoTimeout(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (isTimed) {
            long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the time is over");
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        }
        return socket.getInputStream().read(into, offset, length);
    }
}
