package org.mesoselk.localmesos.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mesoselk.localmesos.replay.Comparison.Difference;

/** Plays scenarios, several at a time because most of them mostly wait, and reports. */
final class Scenarios {

    /** @param sent RECORDING/REQUEST */
    record Played(Score score, List<Difference> differences, List<String> sent) {}

    private Scenarios() {}

    static Map<String, Played> play(List<String> names, int atOnce, Path root) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            Map<String, Future<Played>> started = new LinkedHashMap<>();
            for (String name : names) {
                Callable<Played> play = () -> play(name, Files.createDirectories(root.resolve(name)));
                started.put(name, threads.submit(play));
            }
            Map<String, Played> played = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Played>> one : started.entrySet()) {
                played.put(one.getKey(), one.getValue().get());
            }
            return played;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Played play(String name, Path root) throws Exception {
        Score score = Score.of(name);
        try (Stage stage = new Stage(root, score.masters(), score.order(), score.agents())) {
            Replay replay = new Replay(score, Recording.of(score.recording()), stage);
            List<Difference> differences = replay.play();
            return new Played(
                    score,
                    List.copyOf(differences),
                    replay.sent().stream()
                            .map(request -> score.recording() + "/" + request)
                            .toList());
        }
    }

    /** What people read at the end of a build. */
    static String report(Map<String, Played> played, Differences listed) {
        Map<Boolean, List<String>> sorted = played.entrySet().stream()
                .collect(Collectors.partitioningBy(
                        one -> one.getValue().differences().isEmpty(),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        Function<List<String>, String> names = some -> some.size() + " " + String.join(", ", some);
        List<String> lines = new ArrayList<>();
        lines.add("Conformance with recordings of Mesos 1.12:");
        lines.add("  equal          " + names.apply(sorted.get(true)));
        lines.add("  different      " + names.apply(sorted.get(false)));
        lines.add(
                "  not applicable " + names.apply(List.copyOf(listed.notPlayed().keySet())));
        return String.join(System.lineSeparator(), lines);
    }

    /** All scores that there are. */
    static Set<String> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/recordings"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".score"))
                    .map(file -> file.replace(".score", ""))
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
        }
    }
}
