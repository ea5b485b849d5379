package org.mesoselk.commons.mesos;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** An event stream over a socket. */
final class SocketStream implements EventStream {

    private final InputStream body;
    private final RecordIo.Decoder decoder;
    private final Patience patience;
    private final Runnable hangUp;
    private final byte[] buffer = new byte[8192];
    private final Queue<byte[]> records = new ArrayDeque<>();
    /** For the reading thread: nothing more is read. */
    private boolean isOver;

    private Optional<String> endCause = Optional.empty();

    /** Sets how long a read of the body may take before it fails with a SocketTimeoutException. */
    interface Patience {
        void eachWithin(Duration silence) throws IOException;
    }

    /** @param hangUp closes the connection, which also wakes up a thread that reads from it */
    SocketStream(InputStream body, int recordLimit, Patience patience, Runnable hangUp) {
        this.body = body;
        this.patience = patience;
        this.decoder = new RecordIo.Decoder(recordLimit);
        this.hangUp = hangUp;
    }

    @Override
    public Next next(Duration silence) {
        while (records.isEmpty()) {
            if (isOver) {
                return new Ended(cause());
            }
            try {
                patience.eachWithin(silence);
                int count = body.read(buffer);
                if (count < 0) {
                    end(ORDERLY_END);
                } else {
                    decoder.feed(ByteBuffer.wrap(buffer, 0, count), records::add);
                }
            } catch (SocketTimeoutException quiet) {
                return new Silent();
            } catch (ProtocolException garbage) {
                // What was whole before it is still handed out.
                end(garbage.getMessage());
            } catch (IOException broken) {
                end("the connection broke (" + Failures.clause(broken) + ")");
            }
        }
        return new Arrived(UnsafeByteOperations.unsafeWrap(records.remove()));
    }

    private void end(String cause) {
        isOver = true;
        close(cause);
    }

    private synchronized String cause() {
        return endCause.orElse(ORDERLY_END);
    }

    @Override
    public void close(String cause) {
        synchronized (this) {
            endCause = endCause.or(() -> Optional.of(cause));
        }
        hangUp.run();
    }
}
