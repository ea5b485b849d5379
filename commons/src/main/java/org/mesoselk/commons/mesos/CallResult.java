package org.mesoselk.commons.mesos;

/** What became of one call to Mesos. */
public sealed interface CallResult {

    /** Mesos took it (200 or 202). That it has an effect is only known from events. */
    record Accepted() implements CallResult {}

    /** Mesos refused it: the HTTP status and Mesos' own sentence. Sending it again would not help. */
    record Refused(int status, String sentence) implements CallResult {}

    /** It is not known whether it arrived: the connection or the subscription ended, or time ran out. */
    record Undelivered(String cause) implements CallResult {}
}
