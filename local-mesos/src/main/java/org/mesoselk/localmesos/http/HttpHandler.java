package org.mesoselk.localmesos.http;

/** Answers one request, on a thread of its own, so it may block. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * The answer to {@code request}.
     *
     * @throws HttpError to answer with a status and a sentence; any other exception is answered with 500 and logged
     */
    HttpAnswer handle(HttpRequest request) throws Exception;
}
