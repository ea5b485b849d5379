package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** POSTs protobuf calls to a Mesos master or agent, and opens event streams. */
interface Transport extends AutoCloseable {

    /** Mesos wants exactly this: even a charset behind it is answered with 415. */
    String PROTOBUF = "application/x-protobuf";

    String STREAM_ID = "Mesos-Stream-Id";

    /**
     * Sends one call and waits for the whole answer.
     *
     * @throws NotConnectedException when nothing was sent
     * @throws NoAnswerException when {@code timeout} ran out first
     */
    Reply call(URI uri, ByteString call, Optional<String> streamId, Duration timeout)
            throws IOException, InterruptedException;

    /**
     * Sends SUBSCRIBE and waits until it is answered.
     *
     * @throws NotConnectedException when nothing was sent
     * @throws NoAnswerException when {@code timeout} ran out first
     */
    Reply subscribe(URI uri, ByteString call, Duration timeout) throws IOException, InterruptedException;

    @Override
    void close();

    /**
     * An answer: a stream when a SUBSCRIBE succeeded, else the sentence in the body.
     *
     * @param location where a redirect leads, as it was written
     */
    record Reply(
            int status,
            Optional<String> streamId,
            Optional<String> location,
            String sentence,
            Optional<EventStream> stream) {

        private static final int LONGEST_SENTENCE = 500;

        public Reply {
            String line = sentence.strip();
            sentence = line.substring(0, Math.min(line.length(), LONGEST_SENTENCE));
        }

        boolean redirects() {
            return status >= 301 && status <= 308 && status != 304;
        }
    }

    /** There is no connection, so the call certainly did not arrive. */
    final class NotConnectedException extends IOException {
        NotConnectedException(IOException cause) {
            super(Failures.clause(cause), cause);
        }
    }

    /** The call was sent, and no answer came in time. */
    final class NoAnswerException extends IOException {
        NoAnswerException(Duration timeout, Exception cause) {
            super("no answer within " + MesosDuration.print(timeout), cause);
        }
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
