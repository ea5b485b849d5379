package org.mesoselk.localmesos.agent.fetch;

/** A URI could not be brought into the sandbox; the message names it and the cause. */
public final class FetchException extends Exception {

    FetchException(String uri, String cause) {
        super("Failed to fetch '" + uri + "': " + cause);
    }
}
