package org.mesoselk.executor.kibana.relay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Headers that are about one connection and not about the message: RFC 9110, section 7.6.1. */
final class HopByHop {

    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What each side of the relay says for itself: where to, how much, and whether to wait. */
    private static final Set<String> OWN = Set.of("host", "content-length", "expect");

    private HopByHop() {}

    /** @param connection the values of the message's Connection header, which may name more */
    static boolean isPassedOn(String name, List<String> connection) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !ALWAYS.contains(lower)
                && !OWN.contains(lower)
                && connection.stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .noneMatch(named -> named.strip().equalsIgnoreCase(name));
    }
}
