package org.mesoselk.cli.ledger;

import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The documents that were acknowledged, and how long it took at most from one to the next. Thread safe. */
final class Acknowledged {

    private final LongSupplier nanos;
    private final Map<String, BitSet> numbers = new LinkedHashMap<>();
    private long count;
    private long longest;
    private long last;
    private boolean closed;

    Acknowledged(List<String> indices, LongSupplier nanos) {
        this.nanos = nanos;
        indices.forEach(index -> numbers.put(index, new BitSet()));
        last = nanos.getAsLong();
    }

    synchronized void add(String index, int number) {
        numbers.get(index).set(number);
        count++;
        longest = Math.max(longest, nanos.getAsLong() - last);
        last = nanos.getAsLong();
        notifyAll();
    }

    /** No more will be added: the time that passes from now on is no gap. */
    synchronized void close() {
        if (!closed) {
            longest = Math.max(longest, nanos.getAsLong() - last);
            closed = true;
            notifyAll();
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized Duration longestGap() {
        return Duration.ofNanos(closed ? longest : Math.max(longest, nanos.getAsLong() - last));
    }

    /** The indices that have a document; waits for the first. */
    synchronized List<String> awaitIndices() throws InterruptedException {
        while (count == 0 && !closed) {
            wait();
        }
        return numbers.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized int[] numbers(String index) {
        return numbers.get(index).stream().toArray();
    }
}
