package org.mesoselk.executor.logstash.forwarder.read;

import java.util.Optional;

/** Finds where one event ends and the next begins. Computed from bytes only, so that a restart finds the same events. */
public interface Framing {

    /**
     * The next event in {@code bytes[from..to)}, which begins where an event begins.
     *
     * @param patience false once what is there has waited long enough for the rest: then it is taken as it is
     * @return empty when more bytes are needed
     */
    Optional<Frame> next(byte[] bytes, int from, int to, boolean patience);
}
