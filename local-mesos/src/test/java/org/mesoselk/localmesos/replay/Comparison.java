package org.mesoselk.localmesos.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Two JSON values, field by field, by the {@link Rules}. */
final class Comparison {

    /**
     * Something that a real Mesos did otherwise.
     *
     * @param where the stream and event, or the answer, and the field
     * @param recorded what a real one said, "absent" for nothing
     */
    record Difference(String where, String recorded, String here) {
        @Override
        public String toString() {
            return where + ": recorded " + recorded + ", here " + here;
        }
    }

    private static final String ABSENT = "absent";

    private final Rules rules;
    private final List<Difference> found = new ArrayList<>();

    private Comparison(Rules rules) {
        this.rules = rules;
    }

    static List<Difference> of(String where, JsonNode theirs, JsonNode mine, Names names) {
        Comparison comparison = new Comparison(new Rules(names));
        comparison.compare(where, "", Rules.prepared(theirs), Rules.prepared(mine));
        return comparison.found;
    }

    private void compare(String where, String key, JsonNode recorded, JsonNode here) {
        JsonNode theirs = Rules.ordered(key, recorded);
        JsonNode mine = Rules.ordered(key, here);
        Optional<Boolean> byRule = rules.same(key, theirs, mine);
        if (byRule.isPresent()) {
            note(byRule.get(), where, theirs, mine);
        } else if (theirs.isObject() && mine.isObject()) {
            Set<String> fields = new TreeSet<>(theirs.propertyNames());
            fields.addAll(mine.propertyNames());
            for (String field : fields) {
                String path = where + "." + field;
                if (!theirs.has(field) || !mine.has(field)) {
                    note(false, path, theirs.path(field), mine.path(field));
                } else {
                    compare(path, field, theirs.get(field), mine.get(field));
                }
            }
        } else if (theirs.isArray() && mine.isArray() && theirs.size() == mine.size()) {
            for (int i = 0; i < theirs.size(); i++) {
                compare(where + "[" + i + "]", "", theirs.get(i), mine.get(i));
            }
        } else if (theirs.isNumber() && mine.isNumber()) {
            note(theirs.doubleValue() == mine.doubleValue(), where, theirs, mine);
        } else {
            note(theirs.equals(mine), where, theirs, mine);
        }
    }

    private void note(boolean same, String where, JsonNode theirs, JsonNode mine) {
        if (!same) {
            found.add(new Difference(where, text(theirs), text(mine)));
        }
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? ABSENT : value.isString() ? value.asString() : value.toString();
    }
}
