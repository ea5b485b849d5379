package org.mesoselk.localmesos.http;

import java.util.Map;

/**
 * Who sent a request.
 *
 * @param name empty for an executor, which has only claims
 * @param claims of an executor's token: {@code fid}, {@code eid}, {@code cid}
 */
public record Principal(String name, Map<String, String> claims) {

    static Principal named(String name) {
        return new Principal(name, Map.of());
    }
}
