package org.mesoselk.executor.logstash.forwarder.deliver;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What deliverers count, since the process began. */
public final class Counters {

    private final LongAdder events = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private volatile Optional<String> lastError = Optional.empty();

    void looked(BulkAnswer answer) {
        int again = answer.count(Ruling.DUPLICATE);
        events.add(answer.count(Ruling.DELIVERED) + (long) again);
        duplicates.add(again);
    }

    void deadLetter() {
        deadLetters.increment();
    }

    void failed(String sentence) {
        lastError = Optional.of(sentence);
    }

    void wentWell() {
        lastError = Optional.empty();
    }

    public long events() {
        return events.sum();
    }

    public long duplicates() {
        return duplicates.sum();
    }

    public long deadLetters() {
        return deadLetters.sum();
    }

    public Optional<String> lastError() {
        return lastError;
    }
}
