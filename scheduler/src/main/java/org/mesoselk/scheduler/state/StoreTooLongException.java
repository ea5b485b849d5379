package org.mesoselk.scheduler.state;

/** What was to be stored is longer than one transaction may be. It was not sent; fewer changes, or shorter ones, can be. */
public final class StoreTooLongException extends StoreRefusedException {
    /** In tenths: changes are not all of the same length. */
    private static final int MARGIN = 9;

    private final long bytes;
    private final long most;

    /** @param bytes that it has @param most that it may have */
    public StoreTooLongException(String message, long bytes, long most) {
        super(message);
        this.bytes = bytes;
        this.most = most;
    }

    /** Of {@code count} changes so many that are likely to fit: in proportion, fewer than {@code count}, one at least. */
    public int fewerThan(int count) {
        long likely = count * most * MARGIN / (bytes * 10);
        return (int) Math.max(1, Math.min(likely, count - 1));
    }
}
