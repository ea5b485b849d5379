package org.mesoselk.localmesos.http;

/** A request that cannot be served: the status and the sentence that the client is told as text/plain. */
public final class HttpError extends RuntimeException {

    private final int status;

    public HttpError(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
