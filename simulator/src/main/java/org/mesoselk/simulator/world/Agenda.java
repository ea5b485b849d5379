package org.mesoselk.simulator.world;

import java.util.PriorityQueue;

/** What will happen when, in virtual milliseconds since the beginning. Nothing waits: time jumps to the next thing. */
public final class Agenda {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long numbers;

    private record Entry(long at, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    public long now() {
        return now;
    }

    public void in(long milliseconds, Runnable what) {
        at(now + milliseconds, what);
    }

    public void at(long time, Runnable what) {
        entries.add(new Entry(Math.max(now, time), numbers++, what));
    }

    /** Lets all happen that is due by then. May be called from within: whoever calls it is busy meanwhile. */
    public void runUntil(long time) {
        while (!entries.isEmpty() && entries.peek().at() <= time) {
            Entry next = entries.remove();
            now = Math.max(now, next.at());
            next.what().run();
        }
        now = Math.max(now, time);
    }
}
