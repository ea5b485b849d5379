package org.mesoselk.scheduler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * A request as it came, to be sent on.
 *
 * @param target path and query, encoded as they came
 * @param headers name and value in turn, without those that belong to one connection only
 */
record PassedRequest(String method, String target, List<String> headers, byte[] body) {
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    static PassedRequest read(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new Problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-large",
                    "a body of more than " + MOST_BYTES + " bytes is not taken");
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        List<String> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (travels(name)) {
                Collections.list(request.getHeaders(name)).forEach(value -> headers.addAll(List.of(name, value)));
            }
        }
        return new PassedRequest(request.getMethod(), request.getRequestURI() + query, List.copyOf(headers), body);
    }

    static boolean travels(String header) {
        return !OF_ONE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    boolean isRead() {
        return body.length == 0;
    }

    HttpRequest.Builder to(String url) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target))
                    .method(
                            method,
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
            if (!headers.isEmpty()) {
                request.headers(headers.toArray(String[]::new));
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "bad-request", "the request cannot be passed on: " + e.getMessage());
        }
    }
}
