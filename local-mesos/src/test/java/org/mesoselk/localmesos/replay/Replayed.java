package org.mesoselk.localmesos.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mesoselk.localmesos.replay.Scenarios.Played;

/** Scenarios that were recorded from a real Mesos, played to this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Replayed {

    private final List<String> scenarios;
    private final int atOnce;
    private Map<String, Played> played;
    private Differences listed;

    Replayed(int atOnce, List<String> scenarios) {
        this.atOnce = atOnce;
        String only = System.getProperty("replay.only", "");
        this.scenarios =
                scenarios.stream().filter(name -> name.startsWith(only)).toList();
    }

    List<String> scenarios() {
        return scenarios;
    }

    @BeforeAll
    void play(@TempDir Path root) throws Exception {
        listed = Differences.read();
        played = Scenarios.play(scenarios, atOnce, root);
    }

    @AfterAll
    void report() {
        System.out.println(Scenarios.report(played, listed));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nothingDiffersThatIsNotListed(String scenario) {
        assertThat(listed.unlisted(scenario, played.get(scenario).differences()))
                .as("see src/test/resources/recordings/differences.json")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsListedStillDiffers(String scenario) {
        assertThat(listed.outdated(scenario, played.get(scenario).differences()))
                .as("remove it from src/test/resources/recordings/differences.json")
                .isEmpty();
    }
}
