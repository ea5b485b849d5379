package org.mesoselk.scheduler.api;

import java.util.OptionalLong;
import org.springframework.http.HttpStatus;

/** The header {@code If-Match}: the generation of the spec that the caller has seen, as an ETag told it. */
public final class IfMatch {

    private IfMatch() {}

    /** @param header null when there is none @return empty when it does not matter */
    public static OptionalLong generation(String header) {
        if (header == null || header.equals("*")) {
            return OptionalLong.empty();
        }
        String text = header.replaceFirst("^W/", "").replace("\"", "").strip();
        if (!text.matches("\\d{1,18}")) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "malformed-if-match",
                    "If-Match must be the ETag of an earlier answer, e.g. \"3\", not " + header);
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** @param what is counted, in the plural */
    public static Problem failed(long generation, int count, String what) {
        return new Problem(
                HttpStatus.PRECONDITION_FAILED,
                "spec-changed",
                "the spec has been changed since: its generation is " + generation + " (" + count + " " + what
                        + "); read it again and repeat");
    }
}
