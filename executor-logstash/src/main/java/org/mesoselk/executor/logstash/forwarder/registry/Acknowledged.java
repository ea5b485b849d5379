package org.mesoselk.executor.logstash.forwarder.registry;

/** How far a file is acknowledged without a gap, while several requests with parts of it are under way. */
public final class Acknowledged {

    private long offset;

    /** A chain of those that are not settled, or lie behind one that is not; null when there are none. */
    private Part first;

    private Part last;

    public Acknowledged(long offset) {
        this.offset = offset;
    }

    /** A part of the file that is on its way; ends where the next one begins. */
    public final class Part {
        private final long end;
        private boolean done;
        private Part next;

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
        if (first == null) {
            first = part;
        } else {
            last.next = part;
        }
        last = part;
        return part;
    }

    private synchronized void settle(Part part) {
        part.done = true;
        while (first != null && first.done) {
            offset = first.end;
            first = first.next;
        }
        if (first == null) {
            last = null;
        }
    }

    /** All before it is acknowledged. */
    public synchronized long offset() {
        return offset;
    }
}
