package org.mesoselk.commons.mesos;

import com.google.protobuf.ByteString;
import java.time.Duration;

/** The body of an answer to SUBSCRIBE, read record by record by one thread. */
interface EventStream {

    /** What came next. */
    sealed interface Next {}

    record Arrived(ByteString bytes) implements Next {}

    /** Not one byte came in the time given. */
    record Silent() implements Next {}

    /** The stream is over; {@code cause} is a clause such as "the other side ended the stream". */
    record Ended(String cause) implements Next {}

    String ORDERLY_END = "the other side ended the stream";

    /** Waits for the next record; at most {@code silence} for each piece of it. */
    Next next(Duration silence) throws InterruptedException;

    /** Drops the connection, from any thread; {@link #next} then tells {@code cause}, if it was not over before. */
    void close(String cause);
}
