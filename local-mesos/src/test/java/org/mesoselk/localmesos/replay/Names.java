package org.mesoselk.localmesos.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the recording calls one thing and this run another: ids, uuids, ports, replacements. Each name of one side stands
 * for exactly one name of the other.
 */
final class Names {

    /** Ids that a Mesos makes (and with a number behind, what it numbers), and the ports of the recorded machine. */
    private static final Pattern NAME = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(-[SO]?\\d+)?" + "|(?<=127\\.0\\.0\\.1:)\\d+");

    private static final Pattern OFFER = Pattern.compile(".*-O\\d+");

    private final Map<String, String> here = new HashMap<>();
    private final Map<String, String> recorded = new HashMap<>();
    /** Recorded pieces of text to this run's: replacements, and commands that cannot be run here. */
    private final Map<String, String> replacements = new HashMap<>();

    /** Whether {@code mine} can be, and from now on is, what the recording calls {@code theirs}. */
    synchronized boolean bind(String theirs, String mine) {
        String known = here.get(theirs);
        if (known != null || recorded.containsKey(mine)) {
            return mine.equals(known);
        }
        here.put(theirs, mine);
        recorded.put(mine, theirs);
        return true;
    }

    /** As {@link #bind}, in place of what either was bound to before: offers are made anew. */
    synchronized void rebind(String theirs, String mine) {
        String before = here.remove(theirs);
        if (before != null) {
            recorded.remove(before);
        }
        String other = recorded.remove(mine);
        if (other != null) {
            here.remove(other);
        }
        bind(theirs, mine);
    }

    synchronized void replace(String theirs, String mine) {
        replacements.put(theirs, mine);
    }

    synchronized String of(String theirs) {
        return here.getOrDefault(theirs, theirs);
    }

    /** Whether two texts are the same but for names; those not met before are bound. */
    synchronized boolean same(String theirs, String mine) {
        String theirPath = theirs;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            theirPath = theirPath.replace(replacement.getKey(), replacement.getValue());
        }
        List<String> theirNames = names(theirPath);
        List<String> myNames = names(mine);
        UnaryOperator<String> shape = text -> NAME.matcher(text).replaceAll("<name>");
        if (theirNames.size() != myNames.size() || !shape.apply(theirPath).equals(shape.apply(mine))) {
            return false;
        }
        for (int i = 0; i < myNames.size(); i++) {
            boolean offer = OFFER.matcher(theirNames.get(i)).matches();
            // Which offer is which is found out by what is in them.
            if (!(offer ? of(theirNames.get(i)).equals(myNames.get(i)) : bind(theirNames.get(i), myNames.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(String text) {
        return new ArrayList<>(
                NAME.matcher(text).results().map(MatchResult::group).toList());
    }

    /** A recorded text with this run's names. */
    synchronized String translate(String theirs) {
        String text = theirs;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        text = NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(of(name.group())));
        for (Map.Entry<String, String> name : here.entrySet()) {
            if (name.getKey().endsWith("==")) {
                text = text.replace(name.getKey(), name.getValue());
            }
        }
        return text;
    }
}
