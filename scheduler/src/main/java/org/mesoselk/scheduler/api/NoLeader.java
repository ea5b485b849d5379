package org.mesoselk.scheduler.api;

import org.springframework.http.HttpStatus;

/** Nobody can answer now. */
public final class NoLeader {
    private static final String NAME = "no-leader";

    private NoLeader() {}

    public static Problem problem() {
        return because("no scheduler leads at the moment");
    }

    /** @param sentence without a stop at its end */
    static Problem because(String sentence) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, NAME, sentence + "; nothing was done, repeat it later");
    }

    /** The request was sent to the leader, and its answer did not come. */
    static Problem silent(String url, String why) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                NAME,
                "the leading scheduler at " + url + " does not answer (" + why
                        + "); whether it has done what was asked is not known");
    }
}
