package org.mesoselk.executor.kibana.relay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Kibana sends with a request. A small body is kept, so that it can be sent again; a large one streams through and can
 * be sent once.
 */
final class RequestBody {

    /** Bytes that are kept of one request; Kibana's questions have a few thousand. */
    static final int KEPT = 32 * 1024;

    private final byte[] kept;
    private final InputStream rest;
    private final OptionalLong length;
    private final AtomicBoolean begun = new AtomicBoolean();

    private RequestBody(byte[] kept, InputStream rest, OptionalLong length) {
        this.kept = kept;
        this.rest = rest;
        this.length = length;
    }

    /**
     * @param length as the request says it; empty when it is chunked
     * @param isGiven whether the request has a body at all
     */
    static RequestBody of(InputStream in, OptionalLong length, boolean isGiven) throws IOException {
        if (!isGiven) {
            return new RequestBody(new byte[0], InputStream.nullInputStream(), OptionalLong.of(0));
        }
        byte[] first = in.readNBytes(KEPT);
        boolean isAll = first.length < KEPT || length.isPresent() && length.getAsLong() == KEPT;
        return isAll
                ? new RequestBody(first, InputStream.nullInputStream(), OptionalLong.of(first.length))
                : new RequestBody(first, in, length);
    }

    private boolean isKept() {
        return length.isPresent() && length.getAsLong() == kept.length;
    }

    /** Whether it can be sent now: a second time only when all of it was kept. */
    boolean canBeSent() {
        return isKept() || !begun.get();
    }

    BodyPublisher publisher() {
        if (isKept()) {
            return kept.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(kept);
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(this::stream);
        return length.isPresent() ? BodyPublishers.fromPublisher(stream, length.getAsLong()) : stream;
    }

    /** Called when the connection is there. The client takes null for a fault. */
    private InputStream stream() {
        return begun.compareAndSet(false, true) ? new SequenceInputStream(new ByteArrayInputStream(kept), rest) : null;
    }
}
