package org.mesoselk.localmesos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of an option that may be given for all agents, and for some of them as {@code N=VALUE}. */
record PerAgent(Optional<String> all, Map<Integer, String> single) {

    private static final Pattern NUMBERED = Pattern.compile("(\\d+)=(.*)", Pattern.DOTALL);

    /** @throws IllegalArgumentException when an agent is named that there is not */
    static PerAgent parse(String option, List<String> values, int agents) {
        Optional<String> all = Optional.empty();
        Map<Integer, String> single = new HashMap<>();
        for (String value : values) {
            Matcher matcher = NUMBERED.matcher(value);
            if (!matcher.matches()) {
                all = Optional.of(value);
                continue;
            }
            int number = matcher.group(1).length() > 6 ? 0 : Integer.parseInt(matcher.group(1));
            if (number < 1 || number > agents) {
                throw new IllegalArgumentException(option + " '" + value + "': there is no agent " + matcher.group(1)
                        + ", they are counted from 1 to " + agents);
            }
            single.put(number, matcher.group(2));
        }
        return new PerAgent(all, single);
    }

    Optional<String> of(int number) {
        return Optional.ofNullable(single.get(number)).or(() -> all);
    }
}
