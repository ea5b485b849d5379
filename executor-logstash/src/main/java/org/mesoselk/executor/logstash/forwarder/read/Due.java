package org.mesoselk.executor.logstash.forwarder.read;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The files by when they are to be looked at next, so that those at rest cost nothing meanwhile. */
final class Due {

    private final PriorityQueue<Tail> waiting = new PriorityQueue<>((a, b) -> Long.signum(a.dueAt() - b.dueAt()));

    void add(Tail tail) {
        waiting.add(tail);
    }

    /** Takes those whose time has come; whoever has dealt with one adds it again. */
    List<Tail> take(long nanos) {
        List<Tail> due = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().dueAt() - nanos <= 0) {
            Tail tail = waiting.remove();
            if (tail.isFollowed()) {
                due.add(tail);
            }
        }
        return due;
    }
}
