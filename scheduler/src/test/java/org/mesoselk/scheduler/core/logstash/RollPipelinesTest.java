package org.mesoselk.scheduler.core.logstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.commons.logstash.OfficialReport;
import org.mesoselk.commons.logstash.OfficialReport.Refused;
import org.mesoselk.commons.logstash.OfficialReport.Validation;
import org.mesoselk.commons.logstash.Pipelines;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.LogstashMemory.Sent;
import org.mesoselk.scheduler.core.model.LogstashSpec;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Rollout;
import org.mesoselk.scheduler.core.model.Rollout.Stage;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;

/** New pipelines: tried by one agent, told to one, then to more, kept or taken back by what really runs. */
class RollPipelinesTest {
    private static final SortedMap<String, String> OLD = new TreeMap<>(Map.of("main", "input { old }"));
    private static final SortedMap<String, String> NEW = new TreeMap<>(Map.of("main", "input { new }"));

    private final Fleet fleet = Fleet.covered(1, 2, 3);

    @BeforeEach
    void allRunTheOldOnesAndNewOnesAreWished() {
        fleet.settings = Fleet.official(List.of());
        LogstashSpec spec = LogstashSpec.of(fleet.records);
        fleet.records = fleet.records.with(new LogstashSpec(
                2, false, OLD, Optional.of(new Rollout(NEW, Stage.VALIDATING, fleet.now, "")), Optional.empty()));
        assertThat(spec.rollout()).isEmpty();
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            says(ordinal, OLD, Optional.empty(), Optional.empty());
        }
    }

    @Test
    void oneAgentIsAskedAndNobodyIsToldBeforeItHasAnswered() {
        assertThat(fleet.memory.logstash().validateSent()).hasSize(1);
        fleet.tick(60);
        assertThat(fleet.calls(Call.SendValidate.class)).isEmpty();
        assertThat(fleet.calls(Call.SendPipelines.class)).isEmpty();
        assertThat(fleet.waits()).contains("pipelines-validating");
    }

    @Test
    void oneThatDoesNotAnswerIsFollowedByAnother() {
        String first =
                fleet.memory.logstash().validateSent().keySet().iterator().next();
        fleet.tick(10).tick(180);
        assertThat(fleet.calls(Call.SendValidate.class))
                .singleElement()
                .satisfies(call -> assertThat(call.task().id()).isNotEqualTo(first));
    }

    @Test
    void whatLogstashWouldNotTakeIsRefusedWithItsSentence() {
        says(asked(), OLD, Optional.empty(), Optional.of(validation(Validation.INVALID, "Expected one of [ \\t]")));
        assertThat(rollout().stage()).isEqualTo(Stage.REFUSED);
        assertThat(rollout().sentence()).contains("Expected one of");
        assertThat(LogstashSpec.of(fleet.records).pipelines()).isEqualTo(OLD);
        assertThat(fleet.tick(60).calls(Call.SendPipelines.class)).isEmpty();
    }

    @Test
    void aSetIsRolledOutOneAfterTheOtherAndAgreedWhenAllRunIt() {
        valid();
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLING);
        for (int agents = 0; agents < 3; agents++) {
            Call.SendPipelines told = told();
            assertThat(fleet.tick(1).calls(Call.SendPipelines.class)).isEmpty();
            assertThat(fleet.waits()).contains("pipelines-rolling");
            says(ordinalOf(told), NEW, Optional.empty(), Optional.empty());
        }
        fleet.tick(1);
        assertThat(rollout().stage()).isEqualTo(Stage.DONE);
        assertThat(LogstashSpec.of(fleet.records).pipelines()).isEqualTo(NEW);
    }

    @Test
    void aMessageThatNobodySpeaksOfIsSentAgain() {
        valid();
        fleet.tick(1);
        assertThat(fleet.tick(30).calls(Call.SendPipelines.class)).hasSize(1);
        assertThat(fleet.tick(1).calls(Call.SendPipelines.class)).isEmpty();
    }

    @Test
    void oneThatRefusesTakesAllBackToTheSetBefore() {
        valid();
        Call.SendPipelines told = told();
        says(ordinalOf(told), NEW, Optional.empty(), Optional.empty());
        Call.SendPipelines second = told();
        says(
                ordinalOf(second),
                OLD,
                Optional.of(new Refused(Pipelines.fingerprint(NEW), "no such codec")),
                Optional.empty());
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLING_BACK);
        assertThat(rollout().sentence()).contains("no such codec");
        assertThat(Stream.concat(
                                fleet.calls(Call.SendPipelines.class).stream(),
                                fleet.tick(1).calls(Call.SendPipelines.class).stream())
                        .toList())
                .allSatisfy(back -> assertThat(back.pipelines()).isEqualTo(OLD))
                .extracting(Call.SendPipelines::task)
                .containsExactlyInAnyOrder(told.task(), second.task());
        says(ordinalOf(told), OLD, Optional.empty(), Optional.empty());
        assertThat(rollout().stage())
                .as("the one that refused still says so, and is not healthy until it is told the old ones again")
                .isEqualTo(Stage.ROLLING_BACK);
        says(ordinalOf(second), OLD, Optional.empty(), Optional.empty());
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLED_BACK);
        assertThat(LogstashSpec.of(fleet.records).pipelines()).isEqualTo(OLD);
    }

    @Test
    void whoeverHasNotReportedYetIsNotTakenForOneThatRunsThem() {
        valid();
        Call.SendPipelines told = told();
        // As after a change of schedulers: nothing is remembered, and one agent after the other reports.
        fleet.memory = Memory.initial(fleet.now);
        fleet.subscribed();
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            fleet.tick(0, Fleet.answer(fleet.task(ordinal), TaskState.RUNNING));
        }
        says(ordinalOf(told), NEW, Optional.empty(), Optional.empty());
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLING);
        assertThat(fleet.calls(Call.SendPipelines.class)).isEmpty();
        assertThat(fleet.waits()).contains("pipelines-rolling");
    }

    @Test
    void whatASetWasCalledBeforeSaysNothingOfItWhenItIsWishedAgain() {
        says(asked(), OLD, Optional.empty(), Optional.of(validation(Validation.INVALID, "no such plugin")));
        assertThat(rollout().stage()).isEqualTo(Stage.REFUSED);
        fleet.now = fleet.now.plusSeconds(60);
        fleet.records = fleet.records.with(
                LogstashSpec.of(fleet.records).with(new Rollout(NEW, Stage.VALIDATING, fleet.now, "")));
        fleet.tick(0).tick(1);
        assertThat(rollout().stage()).isEqualTo(Stage.VALIDATING);
        valid();
        assertThat(rollout().stage()).isEqualTo(Stage.ROLLING);
    }

    @Test
    void oneThatDoesNotSayThatTheyRunTakesThemBackToo() {
        valid();
        fleet.tick(1);
        for (int minute = 0; minute < 7; minute++) {
            fleet.tick(60);
        }
        assertThat(rollout().stage()).isIn(Stage.ROLLING_BACK, Stage.ROLLED_BACK);
        assertThat(rollout().sentence()).contains("within 6 minutes");
    }

    /** In the last tick, and nobody else. */
    private Call.SendPipelines told() {
        assertThat(fleet.calls(Call.SendPipelines.class)).hasSize(1);
        return fleet.calls(Call.SendPipelines.class).get(0);
    }

    private Rollout rollout() {
        return LogstashSpec.of(fleet.records).rollout().orElseThrow();
    }

    private void valid() {
        says(asked(), OLD, Optional.empty(), Optional.of(validation(Validation.VALID, "")));
    }

    /** Ordinal of the member that was asked last. */
    private int asked() {
        String task = fleet.memory.logstash().validateSent().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparing(Sent::at)))
                .orElseThrow()
                .getKey();
        return fleet.records.members().values().stream()
                .filter(member ->
                        member.task().filter(own -> own.id().equals(task)).isPresent())
                .findFirst()
                .orElseThrow()
                .ordinal();
    }

    private static Validation validation(String state, String sentence) {
        return new Validation(Pipelines.fingerprint(NEW), state, sentence);
    }

    private int ordinalOf(Call.SendPipelines call) {
        return fleet.records.members().values().stream()
                .filter(member -> member.task().equals(Optional.of(call.task())))
                .findFirst()
                .orElseThrow()
                .ordinal();
    }

    private void says(
            int ordinal,
            SortedMap<String, String> running,
            Optional<Refused> refused,
            Optional<Validation> validation) {
        LogstashReport report = LogstashReport.of("logstash")
                .withLogstash(new OfficialReport(
                        Optional.of("8.15.0"),
                        Optional.of(Pipelines.fingerprint(running)),
                        Optional.empty(),
                        refused,
                        List.of(),
                        true,
                        0,
                        validation));
        fleet.tick(
                0,
                new Input.Updated(new TaskUpdate(
                        fleet.task(ordinal).id(),
                        TaskState.RUNNING,
                        Optional.of(fleet.task(ordinal).agent().id()),
                        Optional.of("uuid"),
                        "",
                        "",
                        Optional.of(true),
                        Optional.empty(),
                        Optional.of(report),
                        fleet.now)));
    }
}
