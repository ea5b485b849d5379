package org.mesoselk.executor.logstash.official.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.mesoselk.executor.logstash.official.api.NodeStats;
import org.mesoselk.executor.logstash.official.console.Entry;
import org.mesoselk.executor.logstash.official.console.Heard;
import org.mesoselk.executor.logstash.official.render.Template;

class RolloutTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Template OLD = Template.of(Map.of("a", "old a", "b", "old b"), "");
    private static final Template NEW = Template.of(Map.of("a", "new a", "b", "new b"), "");
    private static final List<String> THERE = List.of("http://there:1");

    /** What the API says: pipeline, instance, failures. */
    private final Map<String, NodeStats.Pipeline> said = new HashMap<>();

    private void runs(String pipeline, String instance, int failures, String error) {
        said.put(
                pipeline,
                new NodeStats.Pipeline(
                        instance.isEmpty() ? Optional.empty() : Optional.of(instance),
                        0,
                        0,
                        OptionalDouble.empty(),
                        0,
                        List.of(),
                        failures,
                        Optional.of(error).filter(text -> !text.isEmpty()),
                        0,
                        0));
    }

    private Rollout.Seen seen() {
        return new Rollout.Seen(Optional.of(new NodeStats("8", Map.copyOf(said))), Heard.NOTHING, NOW);
    }

    private Rollout started() {
        runs("a", "1", 0, "");
        runs("b", "2", 0, "");
        Rollout rollout = Rollout.start(OLD, THERE, NOW, Optional.empty()).next(seen());
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(OLD);
        return rollout;
    }

    @Test
    void itRunsWhenEachOfItRuns() {
        Rollout rollout = Rollout.start(OLD, THERE, NOW, Optional.empty());
        assertThat(rollout.running()).isEmpty();
        runs("a", "1", 0, "");
        assertThat(rollout.next(seen()).running()).isEmpty();
        runs("b", "", 1, "because");
        Rollout half = rollout.next(seen());
        assertThat(half.running()).isEmpty();
        assertThat(half.refused())
                .hasValueSatisfying(refused -> assertThat(refused.sentence()).isEqualTo("pipeline b: because"));
    }

    @Test
    void anotherIsTakenWhenEachHasBeenLoadedAnew() {
        Rollout rollout = started().want(NEW, THERE, seen());
        assertThat(rollout.wanted().texts()).containsEntry("a", "new a");
        runs("a", "3", 0, "");
        rollout = rollout.next(seen());
        assertThat(rollout.running()).isEmpty();
        runs("b", "4", 0, "");
        assertThat(rollout.next(seen()).running())
                .map(Rollout.Applied::template)
                .contains(NEW);
    }

    @Test
    void whenOneOfItIsRefusedAllOfItIs() {
        Rollout rollout = started().want(NEW, THERE, seen());
        runs("a", "3", 0, "");
        rollout = rollout.next(seen());
        runs("b", "2", 1, "no such plugin");
        rollout = rollout.next(seen());
        assertThat(rollout.refused())
                .hasValueSatisfying(refused -> assertThat(refused.fingerprint()).isEqualTo(NEW.fingerprint()));
        assertThat(rollout.wanted().template()).isEqualTo(OLD);
        // Pipeline a has its new text until it is seen to be loaded again.
        assertThat(rollout.running()).isEmpty();
        runs("a", "5", 0, "");
        rollout = rollout.next(seen());
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(OLD);
        assertThat(rollout.refused()).isPresent();
    }

    @Test
    void aRefusalIsForgottenWhenSomethingElseIsWantedButNotWhenOnlyEndpointsChange() {
        Rollout rollout = started().want(Template.of(Map.of("a", "bad", "b", "old b"), ""), THERE, seen());
        runs("a", "1", 1, "bad");
        rollout = rollout.next(seen());
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(OLD);
        assertThat(rollout.want(OLD, List.of("http://elsewhere:1"), seen()).refused())
                .isPresent();
        assertThat(rollout.want(NEW, THERE, seen()).refused()).isEmpty();
        // Logstash goes on telling its last error, which is not about what comes next.
        Rollout next = rollout.want(NEW, THERE, seen());
        runs("a", "3", 1, "bad");
        runs("b", "4", 0, "");
        assertThat(next.next(seen()).running()).map(Rollout.Applied::template).contains(NEW);
    }

    @Test
    void endpointsAreOnlyAnotherTextOfTheSamePipelines() {
        Template withHosts = Template.of(Map.of("a", "hosts => [${ELASTICSEARCH_HOSTS}]", "b", "none"), "");
        runs("a", "1", 0, "");
        runs("b", "2", 0, "");
        Rollout rollout = Rollout.start(withHosts, THERE, NOW, Optional.empty()).next(seen());
        assertThat(rollout.want(withHosts, THERE, seen())).isSameAs(rollout);
        Rollout moved = rollout.want(withHosts, List.of("http://b:2", "http://c:3"), seen());
        assertThat(moved.wanted().texts())
                .containsEntry("a", "hosts => [\"http://b:2\", \"http://c:3\"]")
                .containsEntry("b", "none");
        assertThat(moved.open()).containsOnlyKeys("a");
        runs("a", "3", 0, "");
        assertThat(moved.next(seen()).running()).isPresent();
    }

    @Test
    void whatIsNotWantedAnyMoreHasToBeGone() {
        Template less = Template.of(Map.of("a", "old a"), "");
        Rollout rollout = started().want(less, THERE, seen());
        assertThat(rollout.next(seen()).running()).isEmpty();
        said.remove("b");
        assertThat(rollout.next(seen()).running())
                .map(Rollout.Applied::template)
                .contains(less);
    }

    /** While the API does not answer there is only what Logstash prints. */
    @Test
    void theConsoleIsBelievedWhileTheApiIsSilent() {
        Rollout rollout = Rollout.start(Template.of(Map.of("main", "x"), ""), THERE, NOW, Optional.empty());
        Heard loaded = Heard.NOTHING.and(
                Entry.of(List.of("[2026-11-21T10:00:44,498][INFO ][logstash.javapipeline    ][main] Pipeline started"
                        + " {\"pipeline.id\"=>\"main\"}")));
        assertThat(rollout.next(new Rollout.Seen(Optional.empty(), Heard.NOTHING, NOW))
                        .running())
                .isEmpty();
        assertThat(rollout.next(new Rollout.Seen(Optional.empty(), loaded, NOW)).running())
                .isPresent();
    }

    @Test
    void whatIsNotLoadedForAMinuteIsTold() {
        Rollout rollout = started().want(NEW, THERE, seen()).next(seen());
        assertThat(rollout.late(NOW.plusSeconds(59))).isEmpty();
        assertThat(rollout.late(NOW.plusSeconds(60)))
                .contains("Logstash was given the pipelines " + NEW.fingerprint()
                        + " at 2026-01-01T00:00:00Z and has not yet loaded a, b.");
    }
}
