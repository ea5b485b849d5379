package org.mesoselk.executor.logstash.forwarder.read;

import java.util.Iterator;
import java.util.LinkedHashSet;

/** Which files keep their event template: those that were read last. Of ten thousand files they would be half of the heap. */
final class Templates {

    static final int MOST = 256;

    private final LinkedHashSet<Tail> kept = new LinkedHashSet<>();

    /** It has just been used; the one that has not been for longest gives way. */
    void used(Tail tail) {
        if (kept.remove(tail) || kept.size() < MOST) {
            kept.add(tail);
            return;
        }
        Iterator<Tail> each = kept.iterator();
        each.next().rests();
        each.remove();
        kept.add(tail);
    }
}
