package org.mesoselk.localmesos.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mesoselk.localmesos.replay.Score.Step;

/** That nothing of the recordings is forgotten, and that people can read what is different. */
class RecordingsTest {

    private static final Path PAGE = Path.of("../docs/local-mesos.md");

    @Test
    void everyScoreIsPlayed() throws Exception {
        List<String> played = new ArrayList<>(ReplayTest.SCENARIOS);
        played.addAll(ReplayIT.SCENARIOS);
        assertThat(played).containsExactlyInAnyOrderElementsOf(Scenarios.all());
    }

    @Test
    void everyRecordedRequestIsSentOrDoesNotApply() throws Exception {
        Differences listed = Differences.read();
        Set<String> recorded = new TreeSet<>();
        Set<String> sent = new TreeSet<>();
        for (String name : Scenarios.all()) {
            Score score = Score.of(name);
            Recording.of(score.recording()).requests().forEach(one -> recorded.add(score.recording() + "/" + one));
            for (Step step : score.steps()) {
                if (step.sign().equals(">")) {
                    sent.add(score.recording() + "/" + step.words().get(0));
                }
            }
        }
        assertThat(recorded).hasSizeGreaterThan(250).containsAll(sent);
        recorded.removeAll(sent);
        assertThat(recorded)
                .allSatisfy(request -> assertThat(listed.notPlayed().values())
                        .as(request)
                        .anyMatch(one -> one.requests().matcher(request).matches()));
        assertThat(sent)
                .allSatisfy(request -> assertThat(listed.notPlayed().values())
                        .as(request + " is played")
                        .noneMatch(one -> one.requests().matcher(request).matches()));
    }

    @Test
    void theManualTellsEveryScenarioAndEveryReason() throws Exception {
        String page = Files.readString(PAGE).replaceAll("\\s+", " ");
        Differences listed = Differences.read();
        for (String name : Scenarios.all()) {
            assertThat(page).contains("`" + name + "`", Score.of(name).title());
        }
        listed.known()
                .values()
                .forEach(some -> some.forEach(one -> assertThat(page).contains(one.reason())));
        listed.notPlayed().forEach((name, one) -> assertThat(page).contains("`" + name + "`", one.reason()));
    }

    @Test
    void everyFactHasATestThatIsThere() throws Exception {
        List<Integer> facts = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (!line.matches("\\| \\d+ \\|.*")) {
                continue;
            }
            String[] cells = line.split(" *\\| *");
            facts.add(Integer.valueOf(cells[1]));
            for (String test : cells[3].split(", ")) {
                assertThat(isThere(test.replace("`", ""))).as(line).isTrue();
            }
        }
        assertThat(facts)
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.rangeClosed(1, 39).boxed().toList());
    }

    /** A scenario, a test method as {@code package.Class.method}, or none, with the reason. */
    private static boolean isThere(String test) throws Exception {
        if (test.startsWith("none:") || Scenarios.all().contains(test)) {
            return true;
        }
        int dot = test.lastIndexOf('.');
        try {
            Class<?> type = Class.forName("org.mesoselk.localmesos." + test.substring(0, dot));
            return List.of(type.getDeclaredMethods()).stream()
                    .anyMatch(method -> method.getName().equals(test.substring(dot + 1)));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
