package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * How a recording is played, {@code recordings/NAME.score}: one step a line, after the first line's title.
 *
 * <pre>
 * recording SCENARIO      where the bytes are
 * masters PORT PORT       with a ZooKeeper, the first leads; one master without if not said
 * agents N N N            the order in which they register
 * agent N RESOURCES       what agent N has, where it is not the whole
 * with NEW for OLD        a piece of the recorded requests that cannot be here
 * &gt; REQUEST               sends it and compares the answer; the events of a stream are compared as they come
 * &lt; STREAM EVENT ...      waits until all this has come on the stream; TYPE, or UPDATE:task:STATE
 * ~ STREAM EVENT ...      passes over what belongs to a part that is not played
 * x STREAM                the client goes away
 * = SECONDS               nothing more comes for so long
 * ! ACTION ARGUMENT ...   something that the recorder did to the cluster, see {@link Stage}
 * </pre>
 */
record Score(
        String name,
        String title,
        String recording,
        List<Integer> masters,
        List<Integer> order,
        Map<Integer, String> agents,
        Map<String, String> replacements,
        List<Step> steps) {

    /** A line: its sign and its words. */
    record Step(int line, String sign, List<String> words) {
        @Override
        public String toString() {
            return "line " + line + ": " + sign + " " + String.join(" ", words);
        }
    }

    static Score of(String name) throws IOException {
        List<String> lines;
        try (InputStream resource = Score.class.getResourceAsStream("/recordings/" + name + ".score")) {
            if (resource == null) {
                throw new NoSuchElementException("no score " + name);
            }
            lines = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        String recording = name;
        List<Integer> masters = List.of(15050);
        List<Integer> order = List.of(1, 2, 3);
        Map<Integer, String> agents = new LinkedHashMap<>();
        Map<String, String> replacements = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> words = Arrays.asList(line.split(" +"));
            switch (words.get(0)) {
                case "recording" -> recording = words.get(1);
                case "masters" -> masters = numbers(words);
                case "agents" -> order = numbers(words);
                case "agent" -> agents.put(Integer.parseInt(words.get(1)), words.get(2));
                case "with" -> {
                    String[] sides = line.substring("with ".length()).split(" for ", 2);
                    replacements.put(sides[1], sides[0]);
                }
                case ">", "<", "~", "x", "=", "!" ->
                    steps.add(new Step(i + 1, words.get(0), words.subList(1, words.size())));
                default -> throw new IllegalArgumentException(name + " line " + (i + 1) + ": " + line);
            }
        }
        return new Score(
                name,
                lines.get(0),
                recording,
                masters,
                order,
                Map.copyOf(agents),
                Map.copyOf(replacements),
                List.copyOf(steps));
    }

    private static List<Integer> numbers(List<String> words) {
        return words.subList(1, words.size()).stream().map(Integer::valueOf).toList();
    }
}
