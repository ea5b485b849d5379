package org.mesoselk.executor.logstash.official.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Logstash has printed since it was started, as far as something follows from it. Its API does not tell of a port that
 * is taken nor why Elasticsearch takes nothing, and on some kernels does not answer at all.
 *
 * @param loads how often a pipeline was loaded, by its id
 * @param failures how often a text was not taken, by the pipeline's id
 * @param reasons the last of them
 * @param unbound how often an input could not have its port, by the pipeline's id
 * @param takenPorts the port that an input of a pipeline could not have, by the pipeline's id; empty when it is not told
 *     which. It will never have it before that pipeline is loaded anew
 * @param unreachable what was said last of an Elasticsearch that cannot be reached; empty when one could be since
 */
public record Heard(
        Map<String, Integer> loads,
        Map<String, Integer> failures,
        Map<String, String> reasons,
        Map<String, Integer> unbound,
        Map<String, OptionalInt> takenPorts,
        Optional<String> unreachable) {

    public static final Heard NOTHING = new Heard(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());

    private static final Pattern STARTED = Pattern.compile("^Pipeline started \\{\"pipeline\\.id\"=>\"([^\"]+)\"}");
    /** Inputs are started after the first of these, and before "Pipeline started" or after it. */
    private static final Pattern BEGUN_OR_ENDED = Pattern.compile(
            "^(?:Starting pipeline \\{:pipeline_id=>|Pipeline terminated \\{\"pipeline\\.id\"=>)\"([^\"]+)\"");

    private static final Pattern FAILED =
            Pattern.compile("^Failed to execute action \\{(?::id=>:\"?([\\w-]+)|.*?pipeline_id:([\\w-]+))");
    private static final Pattern PIPELINE = Pattern.compile("\\bPipeline_id:(\\S+)");
    private static final Pattern PORT = Pattern.compile("\\bport=>(\\d+)");

    /** With what was printed since. */
    public Heard and(List<Entry> entries) {
        Map<String, Integer> nowLoads = new HashMap<>(loads);
        Map<String, Integer> nowFailures = new HashMap<>(failures);
        Map<String, String> nowReasons = new HashMap<>(reasons);
        Map<String, Integer> nowUnbound = new HashMap<>(unbound);
        Map<String, OptionalInt> nowTaken = new HashMap<>(takenPorts);
        Optional<String> away = unreachable;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Matcher started = STARTED.matcher(entry.message());
            Matcher failed = FAILED.matcher(entry.line());
            Matcher begunOrEnded = BEGUN_OR_ENDED.matcher(entry.message());
            if (started.find()) {
                nowLoads.merge(started.group(1), 1, Integer::sum);
            } else if (begunOrEnded.find()) {
                nowTaken.remove(begunOrEnded.group(1));
            } else if (failed.find()) {
                String id = failed.group(1) != null ? failed.group(1) : failed.group(2);
                nowFailures.merge(id, 1, Integer::sum);
                nowReasons.put(id, LastWords.reason(entries, i));
            } else if (entry.message().contains("Error: Address already in use")) {
                String id = pipeline(entry.message());
                nowUnbound.merge(id, 1, Integer::sum);
                nowTaken.put(id, port(entry.message()));
            } else if (entry.message().startsWith("Attempted to resurrect connection to dead ES instance")) {
                away = Quoted.after(entry.message(), ":message=>")
                        .map(LastWords::plain)
                        .or(() -> Optional.of("it is dead"));
            } else if (entry.message().startsWith("Restored connection to ES instance")) {
                away = Optional.empty();
            }
        }
        return new Heard(
                Map.copyOf(nowLoads),
                Map.copyOf(nowFailures),
                Map.copyOf(nowReasons),
                Map.copyOf(nowUnbound),
                Map.copyOf(nowTaken),
                away);
    }

    /** One of those that an input waits for in vain; empty when there is none. */
    public OptionalInt takenPort() {
        return takenPorts.values().stream().flatMapToInt(OptionalInt::stream).min();
    }

    private static String pipeline(String message) {
        Matcher pipeline = PIPELINE.matcher(message);
        return pipeline.find() ? pipeline.group(1) : "";
    }

    private static OptionalInt port(String message) {
        Matcher port = PORT.matcher(message);
        return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
    }
}
