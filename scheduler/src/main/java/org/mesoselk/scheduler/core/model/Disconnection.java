package org.mesoselk.scheduler.core.model;

/**
 * Why there is no subscription.
 *
 * @param refused whether the master does not take the framework's credentials
 * @param cause a sentence; empty while there is a subscription
 */
public record Disconnection(boolean refused, String cause) {
    public static final Disconnection NONE = new Disconnection(false, "");
}
