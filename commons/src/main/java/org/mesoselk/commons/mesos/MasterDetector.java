package org.mesoselk.commons.mesos;

import java.net.URI;
import java.time.Duration;

/**
 * Knows where the leading master may be. {@code toString} names the source without credentials.
 *
 * @see MasterDetectors#parse(String)
 */
public interface MasterDetector extends AutoCloseable {

    /** What is known at the moment. */
    sealed interface Detection {}

    /** The master to try now, as {@code http://host:port}. It may turn out to be a standby, which redirects to the leader. */
    record Candidate(URI master) implements Detection {}

    /** No master can be named now; {@code why} is a sentence. */
    record NotFound(String why) implements Detection {}

    /** Asks now; may block for some seconds while the source is out of reach. */
    Detection detect() throws InterruptedException;

    /** Waits for {@code atMost}, or less when the leading master changed since the last {@link #detect()}. */
    void awaitNews(Duration atMost) throws InterruptedException;

    @Override
    void close();
}
