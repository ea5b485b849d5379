package org.mesoselk.commons.mesos;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** An event stream over a socket. It never tires of silence: see {@link MesosExecutorClient}. */
final class SocketStream implements EventStream {

    private final InputStream body;
    private final RecordIo.Decoder decoder;
    private final Runnable hangUp;
    private final byte[] buffer = new byte[8192];
    private final Queue<byte[]> records = new ArrayDeque<>();
    private Optional<String> endCause = Optional.empty();

    /** @param hangUp closes the connection, which also wakes up a thread that reads from it */
    SocketStream(InputStream body, int recordLimit, Runnable hangUp) {
        this.body = body;
        this.decoder = new RecordIo.Decoder(recordLimit);
        this.hangUp = hangUp;
    }

    @Override
    public Next next(Duration silence) {
        try {
            while (records.isEmpty()) {
                int count = body.read(buffer);
                if (count < 0) {
                    close(ORDERLY_END);
                    return new Ended(cause());
                }
                records.addAll(decoder.feed(ByteBuffer.wrap(buffer, 0, count)));
            }
            return new Arrived(UnsafeByteOperations.unsafeWrap(records.remove()));
        } catch (IOException broken) {
            close("the connection broke (" + Failures.clause(broken) + ")");
            return new Ended(cause());
        }
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
