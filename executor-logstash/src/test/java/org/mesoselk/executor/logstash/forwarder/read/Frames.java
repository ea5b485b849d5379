package org.mesoselk.executor.logstash.forwarder.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All events of a text, for tests of framings. */
final class Frames {

    private Frames() {}

    /** As "kind:text", and what is left as "…text". */
    static List<String> of(Framing framing, String text, boolean patience) {
        byte[] bytes = text.getBytes(UTF_8);
        List<String> events = new ArrayList<>();
        int from = 0;
        Optional<Frame> frame = framing.next(bytes, from, bytes.length, patience);
        while (frame.isPresent()) {
            Frame event = frame.get();
            events.add(event.kind() + ":" + new String(bytes, from, event.end() - from, UTF_8));
            from = event.next();
            frame = from < bytes.length ? framing.next(bytes, from, bytes.length, patience) : Optional.empty();
        }
        if (from < bytes.length) {
            events.add("…" + new String(bytes, from, bytes.length - from, UTF_8));
        }
        return events;
    }
}
