package org.mesoselk.executor.kibana.distribution;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kibana's own version number, e.g. 8.15.3 or 9.0.0-rc1. */
public record Version(int major, int minor, String text) {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.\\d{1,4}(?:-[\\w.-]+)?");

    /** @return empty when {@code text} is no version */
    public static Optional<Version> of(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.matches()
                ? Optional.of(new Version(Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)), text))
                : Optional.empty();
    }

    /** Whether it is {@code major.minor} or newer. */
    public boolean isSince(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    @Override
    public String toString() {
        return text;
    }
}
