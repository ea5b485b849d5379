package org.mesoselk.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Duration now = Duration.ofDays(1);
    private final Progress progress =
            new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> now.toNanos());

    @Test
    void what_ends_within_two_seconds_is_not_shown_while_it_lasts() {
        try (Progress.Step step = progress.begin("Starting ZooKeeper")) {
            pass(step, 19, Duration.ofMillis(100));
            step.done("Started ZooKeeper");
        }
        assertThat(lines()).containsExactly("Started ZooKeeper");
    }

    @Test
    void what_lasts_is_shown_after_two_seconds_and_then_every_five() {
        try (Progress.Step step = progress.begin("Elasticsearch")) {
            pass(step, 130, Duration.ofMillis(100));
        }
        assertThat(lines())
                .containsExactly(
                        "Elasticsearch 33% 1 of 3 (2 s)",
                        "Elasticsearch 33% 1 of 3 (7 s)", "Elasticsearch 33% 1 of 3 (12 s)");
    }

    @Test
    void lines_hold_no_control_characters() {
        try (Progress.Step step = progress.begin("Elasticsearch")) {
            pass(step, 100, Duration.ofSeconds(1));
            step.done("done");
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain("\r", "\u001b", "\b");
    }

    private void pass(Progress.Step step, int times, Duration between) {
        for (int i = 0; i < times; i++) {
            now = now.plus(between);
            step.at(1, 3, "1 of 3");
        }
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
