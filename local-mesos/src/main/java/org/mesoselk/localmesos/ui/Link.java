package org.mesoselk.localmesos.ui;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Addresses that pages link to. */
final class Link {

    private Link() {}

    /** {@code path?name=value&...} of names and values in turn. */
    static String to(String path, String... query) {
        StringBuilder link = new StringBuilder(path);
        for (int i = 0; i + 1 < query.length; i += 2) {
            link.append(i == 0 ? '?' : '&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return link.toString();
    }

    /** An address that a framework gave; empty unless a browser may follow it. */
    static Optional<String> outside(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }
}
