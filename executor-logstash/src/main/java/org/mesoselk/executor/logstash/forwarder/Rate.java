package org.mesoselk.executor.logstash.forwarder;

/** Events a second between one report and the next. */
final class Rate {

    private long eventsBefore;
    private long nanosBefore;

    Rate(long nanos) {
        this.nanosBefore = nanos;
    }

    synchronized double since(long events, long nanos) {
        double seconds = (nanos - nanosBefore) / 1e9;
        double rate = seconds <= 0 ? 0 : (events - eventsBefore) / seconds;
        eventsBefore = events;
        nanosBefore = nanos;
        return Math.round(rate * 10) / 10.0;
    }
}
