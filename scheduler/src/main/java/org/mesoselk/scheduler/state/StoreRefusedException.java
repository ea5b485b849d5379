package org.mesoselk.scheduler.state;

/** The stored state cannot be used, or may not be written by this process. Nothing was changed; the message says what to do. */
public class StoreRefusedException extends RuntimeException {
    public StoreRefusedException(String message) {
        super(message);
    }

    StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
