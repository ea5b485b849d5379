package org.mesoselk.scheduler.state;

/** ZooKeeper did not answer. Whether a write was done is not known; a read says nothing at all. */
public final class StoreUnavailableException extends Exception {
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
