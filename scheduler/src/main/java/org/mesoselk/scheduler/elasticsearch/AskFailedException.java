package org.mesoselk.scheduler.elasticsearch;

/** Elasticsearch gave no usable answer: an error, a time-out, or something that cannot be understood. Says what was asked of whom. */
final class AskFailedException extends Exception {
    private final int status;

    /** @param status HTTP status; 0 when there was no answer */
    AskFailedException(String message, int status) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
