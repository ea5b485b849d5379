package org.mesoselk.executor.logstash.forwarder.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Events that came over the network and are in no batch yet, up to so many bytes. */
public final class Inbox {

    private final int capacity;
    private final Deque<byte[]> items = new ArrayDeque<>();
    private int bytes;
    private boolean closed;
    private long dropped;

    /** @param capacity in bytes; at least one event is taken whatever its size */
    public Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Waits for room: whoever sends over TCP is slowed down by that. @return false when it is closed */
    synchronized boolean put(byte[] item) throws InterruptedException {
        while (!hasRoom(item) && !closed) {
            wait();
        }
        return !closed && add(item);
    }

    /** Counts what there is no room for: nobody can be told over UDP. */
    synchronized void offer(byte[] item) {
        if (closed || !hasRoom(item)) {
            dropped++;
        } else {
            add(item);
        }
    }

    private boolean hasRoom(byte[] item) {
        return items.isEmpty() || bytes + item.length <= capacity;
    }

    private boolean add(byte[] item) {
        bytes += item.length;
        return items.add(item);
    }

    public synchronized Optional<byte[]> first() {
        return Optional.ofNullable(items.peek());
    }

    /** The first one is in a batch now. */
    public synchronized void removeFirst() {
        bytes -= items.remove().length;
        notifyAll();
    }

    /** Datagrams that found no room. */
    public synchronized long dropped() {
        return dropped;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
