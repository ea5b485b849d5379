package org.mesoselk.localmesos.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read to its end.
 *
 * @param path decoded, without the query
 * @param rawPath as it was sent, without the query
 * @param rawQuery what stood behind the question mark; empty without one
 * @param query decoded parameters, the first value of each
 * @param headers by name in any case, the first value of each
 * @param principal who sent it, where that was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpRequest(
        String method,
        String path,
        String rawPath,
        String rawQuery,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Optional<Principal> principal) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same request for another path, e.g. without a prefix. */
    public HttpRequest withPath(String other) {
        return new HttpRequest(method, other, rawPath, rawQuery, query, headers, body, principal);
    }

    HttpRequest from(Principal sender) {
        return new HttpRequest(method, path, rawPath, rawQuery, query, headers, body, Optional.of(sender));
    }
}
