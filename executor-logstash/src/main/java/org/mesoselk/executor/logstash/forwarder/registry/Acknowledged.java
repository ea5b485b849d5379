package org.mesoselk.executor.logstash.forwarder.registry;

import java.util.ArrayDeque;
import java.util.Deque;

/** How far a file is acknowledged without a gap, while several requests with parts of it are under way. */
public final class Acknowledged {

    private final Deque<Part> open = new ArrayDeque<>();
    private long offset;

    public Acknowledged(long offset) {
        this.offset = offset;
    }

    /** A part of the file that is on its way; ends where the next one begins. */
    public final class Part {
        private final long end;
        private boolean done;

        private Part(long end) {
            this.end = end;
        }

        /** Elasticsearch has all of it, or the dead-letter file has. */
        public void done() {
            settle(this);
        }
    }

    /** @param end of the part that begins where the last one ended */
    public synchronized Part sent(long end) {
        Part part = new Part(end);
        open.add(part);
        return part;
    }

    private synchronized void settle(Part part) {
        part.done = true;
        while (!open.isEmpty() && open.peek().done) {
            offset = open.remove().end;
        }
    }

    /** All before it is acknowledged. */
    public synchronized long offset() {
        return offset;
    }
}
