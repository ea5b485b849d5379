package org.mesoselk.scheduler.state;

/** Another process has taken over the state; this one may write nothing more. */
public final class FencedException extends StoreRefusedException {
    public FencedException(String message) {
        super(message);
    }
}
