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

    private Heard heard = Heard.NOTHING;
    private Instant now = NOW;

    private Rollout.Seen seen() {
        return new Rollout.Seen(Optional.of(new NodeStats("8", Map.copyOf(said))), heard, now);
    }

    private Rollout.Seen later(long seconds) {
        now = now.plusSeconds(seconds);
        return seen();
    }

    private Rollout next(Rollout rollout, long seconds) {
        return rollout.next(later(seconds));
    }

    private void printed(String text) {
        heard = heard.and(Entry.of(text.lines().toList()));
    }

    private void starts(String pipeline) {
        printed("[2026-11-21T10:28:22,100][INFO ][logstash.javapipeline    ][x] Starting pipeline {:pipeline_id=>\""
                + pipeline + "\"}");
    }

    private void cannotBind(String pipeline, int port) {
        printed("[2026-11-21T10:28:22,852][ERROR][logstash.javapipeline    ][x] A plugin had an unrecoverable error."
                + " Will restart this plugin.\n  Pipeline_id:" + pipeline
                + "\n  Plugin: <LogStash::Inputs::Tcp host=>\"0.0.0.0\", port=>" + port
                + ">\n  Error: Address already in use");
    }

    /** Both were loaded, with their new texts. */
    private Rollout loaded() {
        Rollout rollout = started().want(NEW, THERE, seen());
        runs("a", "3", 0, "");
        runs("b", "4", 0, "");
        return rollout.next(seen());
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
        rollout = rollout.next(seen());
        assertThat(next(rollout, 3).running()).map(Rollout.Applied::template).contains(NEW);
    }

    /** Logstash says so a moment after it has said that the pipeline was started. */
    @Test
    void othersRunWhenAPortThatIsTakenWouldHaveBeenToldOf() {
        Rollout rollout = loaded();
        assertThat(rollout.running()).isEmpty();
        assertThat(rollout.takesOthers(now)).isFalse();
        rollout = next(rollout, 2);
        assertThat(rollout.running()).isEmpty();
        assertThat(next(rollout, 1).running()).map(Rollout.Applied::template).contains(NEW);
    }

    @Test
    void theWaitForThatBeginsWithTheLoadThatTheConsoleTellsOf() {
        Rollout rollout = next(loaded(), 2);
        printed("[2026-11-21T10:28:22,853][INFO ][logstash.javapipeline    ][a] Pipeline started"
                + " {\"pipeline.id\"=>\"a\"}");
        rollout = rollout.next(seen());
        assertThat(next(rollout, 2).running()).isEmpty();
        assertThat(next(rollout, 1).running()).isPresent();
    }

    @Test
    void othersWhosePortStaysTakenAreRefusedAndThoseBeforeAreWantedAgain() {
        Rollout rollout = loaded();
        cannotBind("b", 5514);
        rollout = next(rollout, 1);
        rollout = next(rollout, 4);
        assertThat(rollout.running()).isEmpty();
        assertThat(rollout.refused()).isEmpty();
        assertThat(rollout.takesOthers(now)).isFalse();
        rollout = next(rollout, 1);
        assertThat(rollout.wanted().template()).isEqualTo(OLD);
        assertThat(rollout.refused()).hasValueSatisfying(refused -> {
            assertThat(refused.fingerprint()).isEqualTo(NEW.fingerprint());
            assertThat(refused.sentence())
                    .startsWith("pipeline b: Address already in use: another process has port 5514;");
        });
        runs("a", "5", 0, "");
        runs("b", "6", 0, "");
        rollout = rollout.next(seen());
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(OLD);
        assertThat(rollout.refused()).isPresent();
    }

    /** Of a pipeline that ended by the same change: it is loaded anew, as Logstash does not try again. */
    @Test
    void aPortThatBecomesFreeByTheChangeIsNoRefusal() {
        Rollout rollout = loaded();
        cannotBind("b", 5514);
        rollout = next(rollout, 1);
        heard = Heard.NOTHING;
        said.clear();
        rollout = rollout.startAnew(NEW, THERE, now).next(later(4));
        assertThat(rollout.running()).isEmpty();
        runs("a", "7", 0, "");
        runs("b", "8", 0, "");
        rollout = next(rollout, 30);
        rollout = next(rollout, 3);
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(NEW);
        assertThat(rollout.refused()).isEmpty();
    }

    @Test
    void othersThatWereStartedAnewForAPortThatIsTakenAgainAreStillRefused() {
        Rollout rollout = loaded().startAnew(NEW, THERE, now);
        heard = Heard.NOTHING;
        runs("a", "7", 0, "");
        runs("b", "8", 0, "");
        cannotBind("b", 5514);
        rollout = next(rollout, 1);
        rollout = next(rollout, 5);
        assertThat(rollout.refused()).isPresent();
        assertThat(rollout.wanted().template()).isEqualTo(OLD);
    }

    /** Whoever runs them wants them: Logstash is started anew when the port is free. */
    @Test
    void aPortThatIsLostLaterRefusesNothing() {
        Rollout rollout = next(loaded(), 3);
        starts("b");
        cannotBind("b", 5514);
        rollout = next(rollout, 1);
        rollout = next(rollout, 10);
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(NEW);
        assertThat(rollout.refused()).isEmpty();
    }

    @Test
    void aPortThatWasLostBeforeIsNoneOfThoseThatComeNext() {
        Template less = Template.of(Map.of("a", "newer a", "b", "new b"), "");
        Rollout rollout = next(loaded(), 3);
        cannotBind("b", 5514);
        rollout = next(rollout, 10);
        rollout = rollout.want(less, THERE, seen());
        runs("a", "9", 0, "");
        rollout = next(rollout, 1);
        rollout = next(rollout, 6);
        assertThat(rollout.running()).map(Rollout.Applied::template).contains(less);
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
        assertThat(next(next.next(seen()), 3).running())
                .map(Rollout.Applied::template)
                .contains(NEW);
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
        assertThat(next(rollout, 3).running()).map(Rollout.Applied::template).contains(less);
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
