package org.mesoselk.scheduler.core.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.LogstashTask;
import org.mesoselk.commons.logstash.OfficialLogstash;
import org.mesoselk.scheduler.core.model.AwaitedPipelines;
import org.mesoselk.scheduler.core.model.GivenPipelines;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.LogstashSettings;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.Rollout.Stage;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.mesoselk.scheduler.core.model.Wait;
import org.mesoselk.scheduler.logstash.PipelineWish;

/** {@code --pipeline}, over starts of schedulers, beside what is put by the API. */
class TakeUpGivenTest {
    private final Fleet fleet = Fleet.covered(1);

    @Test
    void whatTheOptionGivesIsTriedBeforeItRuns() {
        starts(10, Map.of("web", "one"));
        assertThat(rollout().stage()).isEqualTo(Stage.VALIDATING);
        assertThat(rollout().pipelines()).containsExactly(Map.entry("web", "one"));
        assertThat(spec().pipelines()).isEmpty();
    }

    @Test
    void aStartWithTheSameTextRollsNothing() {
        starts(10, Map.of("web", "one"));
        done();
        long generation = spec().generation();
        starts(20, Map.of("web", "one"));
        assertThat(rollout().stage()).isEqualTo(Stage.DONE);
        assertThat(spec().generation()).isEqualTo(generation);
    }

    @Test
    void anotherTextIsRolledOutAnew() {
        starts(10, Map.of("web", "one"));
        done();
        starts(20, Map.of("web", "two"));
        assertThat(rollout().stage()).isEqualTo(Stage.VALIDATING);
        assertThat(rollout().pipelines()).containsExactly(Map.entry("web", "two"));
    }

    @Test
    void whatWasPutUnderAnotherNameStays() {
        starts(10, Map.of("web", "one"));
        done();
        put("db", "by hand");
        starts(20, Map.of("web", "two"));
        assertThat(rollout().pipelines()).isEqualTo(Map.of("web", "two", "db", "by hand"));
    }

    @Test
    void whatWasPutOverItHoldsUntilTheOptionGivesAnotherText() {
        starts(10, Map.of("web", "one"));
        done();
        put("web", "by hand");
        starts(20, Map.of("web", "one"));
        assertThat(spec().pipelines()).containsEntry("web", "by hand");
        assertThat(rollout().stage()).isEqualTo(Stage.DONE);
        starts(30, Map.of("web", "two"));
        assertThat(rollout().pipelines()).containsEntry("web", "two");
    }

    @Test
    void aNameThatItGivesNoMoreIsTakenAwayAndTheDefaultPipelineNeedsNoTrying() {
        starts(10, Map.of("web", "one"));
        done();
        starts(20, Map.of());
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLING);
        assertThat(rollout().pipelines()).isEmpty();
    }

    @Test
    void aNameThatItGivesNoMoreStaysWhenSomethingElseWasPutUnderIt() {
        starts(10, Map.of("web", "one"));
        done();
        put("web", "by hand");
        starts(20, Map.of());
        assertThat(rollout().stage()).isEqualTo(Stage.DONE);
        assertThat(spec().pipelines()).isEqualTo(Map.of("web", "by hand"));
    }

    @Test
    void aStandbyThatWasStartedBeforeDoesNotTakeTheOptionBack() {
        starts(20, Map.of("web", "two"));
        done();
        starts(10, Map.of("web", "one"));
        assertThat(rollout().stage()).isEqualTo(Stage.DONE);
        assertThat(spec().pipelines()).isEqualTo(Map.of("web", "two"));
        starts(30, Map.of("web", "two"));
        starts(25, Map.of("web", "one"));
        assertThat(rollout().stage())
                .as("also one that was started between two that gave the same")
                .isEqualTo(Stage.DONE);
    }

    @Test
    void itWaitsForARolloutThatIsUnderWay() {
        fleet.settings = Fleet.official(List.of());
        fleet.records =
                fleet.records.with(spec().with(Rollout.begin(new TreeMap<>(Map.of("db", "by hand")), fleet.now)));
        starts(10, Map.of("web", "one"));
        assertThat(rollout().pipelines()).containsOnlyKeys("db");
        assertThat(sentence("pipelines-not-taken-up")).contains("[web]", "VALIDATING");
        done();
        fleet.tick(1);
        assertThat(rollout().stage()).isEqualTo(Stage.VALIDATING);
        assertThat(rollout().pipelines()).containsOnlyKeys("db", "web");
    }

    @Test
    void whatLogstashRefusesIsToldUntilItIsAnotherAndIsNotTriedAgainByAStart() {
        starts(10, Map.of("web", "bad"));
        move(Stage.REFUSED, "Expected one of [ ]");
        assertThat(sentence("pipelines-refused")).contains("[web]", "Expected one of [ ]");
        starts(20, Map.of("web", "bad"));
        assertThat(rollout().stage()).isEqualTo(Stage.REFUSED);
        assertThat(fleet.waits()).contains("pipelines-refused");
        starts(30, Map.of("web", "good"));
        assertThat(rollout().stage()).isEqualTo(Stage.VALIDATING);
        assertThat(fleet.waits()).doesNotContain("pipelines-refused");
    }

    @Test
    void whatDoesNotFitBesideThePutOnesIsToldAndRollsNothing() {
        fleet.settings = Fleet.official(List.of());
        put("db", "x".repeat(150_000));
        starts(10, Map.of("web", "y".repeat(60_000)));
        assertThat(rollout().stage()).isEqualTo(Stage.DONE);
        assertThat(sentence("pipelines-not-taken-up")).contains("200000 characters");
    }

    @Test
    void aTextThatNamesASecretWaitsForCollectorsThatWereLaunchedWithIt() {
        settings(10, Map.of("web", "password => \"${TOKEN}\""), Map.of("TOKEN", "/secret"));
        fleet.tick(1);
        assertThat(spec().rollout()).isEmpty();
        assertThat(sentence("pipelines-not-taken-up")).contains("[TOKEN]", "ls-0", "/restart");
        launchedWith("of before");
        assertThat(spec().rollout()).isEmpty();
        launchedWith(fleet.settings.fingerprint());
        assertThat(rollout().stage()).isEqualTo(Stage.VALIDATING);
    }

    /** The first start of all was with the option. */
    @Test
    void untilTheGivenOnesRunCollectorsRunOneThatSendsNothing() {
        fleet.records = fleet.records.with(LogstashSpec.AWAITING);
        starts(10, Map.of("web", "one"));
        assertThat(spec().pipelines()).isEqualTo(AwaitedPipelines.SET);
        assertThat(rollout().pipelines()).isEqualTo(Map.of("web", "one"));
        assertThat(sentence("pipelines-awaited")).contains("nothing is collected");
        done();
        assertThat(spec().pipelines()).isEqualTo(Map.of("web", "one"));
        assertThat(fleet.waits()).doesNotContain("pipelines-awaited");
    }

    @Test
    void whenTheGivenOnesAreRefusedNothingIsSentUntilTheyAreOthers() {
        fleet.records = fleet.records.with(LogstashSpec.AWAITING);
        starts(10, Map.of("web", "one", "db", "bad"));
        move(Stage.REFUSED, "Expected one of [ ]");
        assertThat(spec().pipelines()).isEqualTo(AwaitedPipelines.SET);
        assertThat(fleet.waits()).contains("pipelines-refused", "pipelines-awaited");
        starts(20, Map.of("web", "one", "db", "bad"));
        assertThat(rollout().stage()).isEqualTo(Stage.REFUSED);
        starts(30, Map.of("web", "one", "db", "good"));
        assertThat(rollout().pipelines()).isEqualTo(Map.of("web", "one", "db", "good"));
    }

    @Test
    void whatIsPutTakesItsPlaceAndItsDeletionHasTheDefaultPipelineRun() {
        fleet.records = fleet.records.with(LogstashSpec.AWAITING);
        fleet.settings = Fleet.official(List.of());
        assertThat(wished("db", Optional.of("by hand"))).isEqualTo(Map.of("db", "by hand"));
        assertThat(wished(AwaitedPipelines.NAME, Optional.empty())).isEmpty();
    }

    private Map<String, String> wished(String name, Optional<String> text) {
        return LogstashSpec.of(new PipelineWish(name, text)
                        .reply(new LogstashCore(), fleet.records, fleet.memory, fleet.settings, fleet.now)
                        .records())
                .rollout()
                .orElseThrow()
                .pipelines();
    }

    @Test
    void aStartWithoutTheOptionHasTheDefaultPipelineRunInstead() {
        fleet.records = fleet.records.with(LogstashSpec.AWAITING);
        starts(10, Map.of());
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLING);
        assertThat(rollout().pipelines()).isEmpty();
    }

    @Test
    void withoutTheOptionNothingIsRecorded() {
        starts(10, Map.of());
        assertThat(spec().given()).isEmpty();
        assertThat(spec()).isEqualTo(LogstashSpec.FIRST);
    }

    /** A scheduler that was started at that second leads from now on. */
    private void starts(int second, Map<String, String> texts) {
        settings(second, texts, Map.of());
        fleet.memory = Memory.initial(fleet.now);
        fleet.subscribed();
    }

    private void settings(int second, Map<String, String> texts, Map<String, String> secrets) {
        LogstashSettings base = Fleet.official(List.of());
        OfficialLogstash plain = base.task().logstash().orElseThrow();
        LogstashTask task = base.task();
        fleet.settings = new LogstashSettings(
                base.frameworkName(),
                base.role(),
                base.newFrameworkId(),
                base.killGrace(),
                base.share(),
                base.executor(),
                base.constraints(),
                new LogstashTask(
                        task.engine(),
                        task.endpoints(),
                        task.registryDir(),
                        task.workDir(),
                        task.sources(),
                        task.output(),
                        task.limits(),
                        Optional.of(new OfficialLogstash(
                                plain.home(),
                                plain.archive(),
                                plain.javaHome(),
                                plain.runAs(),
                                plain.heapMb(),
                                plain.jvmOptions(),
                                plain.workers(),
                                plain.apiPort(),
                                plain.queueType(),
                                plain.queueMb(),
                                plain.pipelines(),
                                secrets))),
                new GivenPipelines(new TreeMap<>(texts), Fleet.START.plusSeconds(second)));
    }

    /** By the API, and every agent runs it. */
    private void put(String name, String text) {
        TreeMap<String, String> wanted = new TreeMap<>(spec().pipelines());
        wanted.put(name, text);
        fleet.records = fleet.records.with(spec().with(Rollout.begin(wanted, fleet.now)));
        done();
    }

    private void done() {
        move(Stage.DONE, "");
    }

    private void move(Stage stage, String sentence) {
        fleet.records = fleet.records.with(spec().moved(rollout().at(stage, fleet.now, sentence)));
        fleet.tick(0);
    }

    private void launchedWith(String fingerprint) {
        LogstashReport report = LogstashReport.of("logstash").withSettings(Optional.of(fingerprint));
        fleet.tick(
                1,
                new Input.Updated(new TaskUpdate(
                        fleet.task(0).id(),
                        TaskState.RUNNING,
                        Optional.of(fleet.task(0).agent().id()),
                        Optional.of("uuid"),
                        "",
                        "",
                        Optional.of(true),
                        Optional.empty(),
                        Optional.of(report),
                        fleet.now)));
    }

    private LogstashSpec spec() {
        return LogstashSpec.of(fleet.records);
    }

    private Rollout rollout() {
        return spec().rollout().orElseThrow();
    }

    private String sentence(String wait) {
        return fleet.last.waits().stream()
                .filter(one -> one.name().equals(wait))
                .map(Wait::sentence)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no wait " + wait + " among " + fleet.last.waits()));
    }
}
