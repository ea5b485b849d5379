package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.replay.Comparison.Difference;
import tools.jackson.databind.JsonNode;

/**
 * The differences that are known, {@code recordings/differences.json}: each with the reason that
 * {@code docs/local-mesos.md} gives.
 *
 * @param known by scenario
 * @param notPlayed scenarios that do not apply, with the reason, and a pattern of RECORDING/REQUEST for what is theirs
 */
record Differences(Map<String, List<Known>> known, Map<String, NotPlayed> notPlayed) {

    /**
     * {@code where} may have a {@code *} for any number; {@code recorded} and {@code here} may end in {@code ...}, for
     * what is too long to be told whole.
     */
    record Known(String where, String recorded, String here, String reason) {
        boolean fits(Difference difference) {
            return Pattern.matches(Pattern.quote(where).replace("*", "\\E\\d+\\Q"), difference.where())
                    && fits(recorded, difference.recorded())
                    && fits(here, difference.here());
        }

        private static boolean fits(String told, String found) {
            return told.endsWith("...") ? found.startsWith(told.substring(0, told.length() - 3)) : told.equals(found);
        }
    }

    record NotPlayed(String reason, Pattern requests) {}

    static Differences read() throws IOException {
        try (InputStream resource = Differences.class.getResourceAsStream("/recordings/differences.json")) {
            JsonNode json = Json.tree(resource.readAllBytes());
            Map<String, List<Known>> known = new TreeMap<>();
            for (JsonNode one : json.path("different")) {
                known.computeIfAbsent(one.path("scenario").asString(), scenario -> new ArrayList<>())
                        .add(new Known(
                                one.path("where").asString(),
                                one.path("recorded").asString(),
                                one.path("here").asString(),
                                one.path("reason").asString()));
            }
            Map<String, NotPlayed> notPlayed = new TreeMap<>();
            for (JsonNode one : json.path("notApplicable")) {
                notPlayed.put(
                        one.path("scenario").asString(),
                        new NotPlayed(
                                one.path("reason").asString(),
                                Pattern.compile(one.path("requests").asString())));
            }
            return new Differences(known, notPlayed);
        }
    }

    List<Known> of(String scenario) {
        return known.getOrDefault(scenario, List.of());
    }

    /** What is different and not listed. */
    List<Difference> unlisted(String scenario, List<Difference> found) {
        return found.stream()
                .filter(difference -> of(scenario).stream().noneMatch(one -> one.fits(difference)))
                .toList();
    }

    /** What is listed and not different. */
    List<Known> outdated(String scenario, List<Difference> found) {
        return of(scenario).stream()
                .filter(one -> found.stream().noneMatch(one::fits))
                .toList();
    }
}
