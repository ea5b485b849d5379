package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Cluster;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchSettings;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.ElasticsearchView;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.NodeSetSpec;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;

class LoopTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Records FIRST = new Records(
            Optional.empty(),
            new ElasticsearchSpec(
                    1,
                    "c",
                    new NodeSetSpec(
                            "default", 3, 5, new Resources(1, 1024, 1024), 512, List.of(), 0, java.util.Map.of()),
                    ElasticsearchSpec.Replication.ALL),
            Cluster.NONE,
            new TreeMap<>(),
            Optional.empty());
    static final ElasticsearchSettings SETTINGS = new ElasticsearchSettings(
            "fw",
            new Distribution(Optional.of("/es"), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new Resources(0.1, 96, 0),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            4,
            Optional.of(Duration.ofMinutes(15)));

    private final List<String> story = new ArrayList<>();
    private final FakeStore store = new FakeStore(FIRST, story);
    private final FakeCore core = new FakeCore();
    private final Inbox inbox = new Inbox();
    private final Board board = new Board(new Published(
            START, true, FIRST, Memory.initial(START), List.of(), List.of(), List.of(), Duration.ZERO, 0));
    private Instant now = START;
    private final Deciding deciding =
            new Deciding(core, SETTINGS, store, FIRST, call -> story.add("call " + call), inbox, board, () -> now);

    /** Each SUBSCRIBED gives the records a new framework id and answers with a REVIVE (and a KILL). */
    private final class FakeCore implements Core {
        private final List<View> views = new ArrayList<>();
        private boolean kills;

        @Override
        public Decision decide(View view) {
            views.add(view);
            Records records = view.records();
            List<Call> calls = new ArrayList<>();
            for (Input input : view.inputs()) {
                if (input instanceof Input.Subscribed subscribed) {
                    records = records.withFrameworkId(subscribed.frameworkId());
                    calls.add(new Call.Revive());
                    if (kills) {
                        calls.add(new Call.Kill("t", "S", Duration.ZERO));
                        calls.add(new Call.ClearVotingExclusions());
                    }
                }
            }
            return new Decision(records, view.memory(), calls, List.of(new Wait("waits", "x", "it waits")), List.of());
        }

        @Override
        public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant at) {
            if (count == ElasticsearchSpec.of(records).nodeSet().count()) {
                return new ScaleAnswer.Unchanged(count);
            }
            if (count < 2 && !confirmed) {
                return new ScaleAnswer.Refused(List.of(new Wait("below-quorum", "x", "too few")), true);
            }
            Operation operation = new Operation(
                    "scale-2",
                    Operation.Kind.SCALE_UP,
                    3,
                    count,
                    Operation.Status.RUNNING,
                    at,
                    Optional.empty(),
                    List.of());
            return new ScaleAnswer.Accepted(
                    records.with(ElasticsearchSpec.of(records).withCount(count)).with(operation), operation, List.of());
        }
    }

    private void turn(Inbox.Entry... entries) {
        assertThat(deciding.turn(List.of(entries))).isEmpty();
    }

    private static Inbox.Entry happened(Input input) {
        return new Inbox.Happened(input);
    }

    private static Inbox.Entry subscribed(String id) {
        return happened(new Input.Subscribed(id));
    }

    private ScaleOutcome scale(int count, boolean confirmed, boolean dryRun, OptionalLong generation) {
        CompletableFuture<ScaleOutcome> answer = new CompletableFuture<>();
        turn(new Inbox.Wished(new ScaleWish(count, confirmed, dryRun, generation), answer));
        return answer.join();
    }

    @Test
    void theRecordsAreStoredBeforeTheCallsLeave() {
        turn(subscribed("F-1"));
        assertThat(story).containsExactly("write F-1", "call Revive[]");
    }

    @Test
    void withoutAChangeNothingIsWritten() {
        turn();
        turn(happened(new Input.Rescinded("o")));
        assertThat(story).isEmpty();
        assertThat(core.views).hasSize(2);
        assertThat(core.views.get(0).inputs()).containsExactly(new Input.Timer());
        assertThat(core.views.get(1).inputs()).containsExactly(new Input.Rescinded("o"));
    }

    @Test
    void everythingThatWaitsIsOneTick() {
        turn(subscribed("F-1"), happened(new Input.Rescinded("a")), happened(new Input.Rescinded("b")));
        assertThat(core.views)
                .singleElement()
                .satisfies(view -> assertThat(view.inputs()).hasSize(3));
    }

    @Test
    void aFailingStoreLetsNoCallOutAndSaysSo() {
        store.failing = FakeStore.Failure.NOT_DONE;
        turn(subscribed("F-1"));
        turn();
        turn();
        assertThat(story).isEmpty();
        assertThat(core.views).hasSize(1);
        assertThat(board.read().deciding()).isFalse();
        assertThat(board.read().waits()).extracting(Wait::name).contains("zookeeper-unavailable");
    }

    @Test
    void whatWasNotStoredIsDecidedAgainWithTheSameInputs() {
        store.failing = FakeStore.Failure.NOT_DONE;
        turn(subscribed("F-1"));
        turn(happened(new Input.Rescinded("o")), happened(observed()));
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(story).containsExactly("write F-1", "call Revive[]");
        assertThat(core.views.get(1).inputs())
                .contains(new Input.Subscribed("F-1"), new Input.Rescinded("o"))
                .doesNotHaveAnyElementsOfTypes(Input.Observed.class);
        assertThat(board.read().deciding()).isTrue();
        assertThat(board.read().waits()).extracting(Wait::name).containsExactly("waits");
    }

    @Test
    void whatWasStoredAfterAllIsNotDecidedAgainAndItsCallsLeave() {
        store.failing = FakeStore.Failure.DONE;
        turn(subscribed("F-1"));
        turn(happened(new Input.Rescinded("o")));
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(story).containsExactly("call Revive[]");
        assertThat(core.views.get(1).inputs())
                .contains(new Input.Rescinded("o"))
                .doesNotContain(new Input.Subscribed("F-1"));
        assertThat(core.views.get(1).records().frameworkId()).contains("F-1");
    }

    @Test
    void aKillThatWaitedForTheStoreIsTooOldAndComesBackAndCallsToElasticsearchAreForgotten() {
        core.kills = true;
        store.failing = FakeStore.Failure.DONE;
        turn(subscribed("F-1"));
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(story).containsExactly("call Revive[]");
        assertThat(core.views.get(1).inputs())
                .anyMatch(input -> input instanceof Input.CallFailed failed && failed.call() instanceof Call.Kill);
    }

    @Test
    void aKillWhoseRecordTookLongToStoreIsTooOldAndComesBackAndCallsToElasticsearchAreForgotten() {
        core.kills = true;
        store.whileWriting = () -> now = now.plusSeconds(8);
        turn(subscribed("F-1"));
        assertThat(story).containsExactly("write F-1", "call Revive[]");
        turn();
        assertThat(core.views.get(1).inputs())
                .anyMatch(input -> input instanceof Input.CallFailed failed && failed.call() instanceof Call.Kill);
    }

    @Test
    void recordsThatSomebodyElseChangedStopTheLoop() {
        store.failing = FakeStore.Failure.NOT_DONE;
        turn(subscribed("F-1"));
        store.stored = FIRST.withFrameworkId("F-other");
        store.failing = FakeStore.Failure.NONE;
        assertThatThrownBy(() -> deciding.turn(List.of())).hasMessageContaining("somebody else");
        assertThat(story).isEmpty();
    }

    @Test
    void theEpochIsConfirmedWhileNothingIsWritten() {
        turn();
        store.failing = FakeStore.Failure.NOT_DONE;
        now = now.plusSeconds(6);
        turn();
        assertThat(board.read().deciding()).isFalse();
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(board.read().deciding()).isTrue();
    }

    @Test
    void whoIsNotCertainToLeadConfirmsTheEpochBeforeTheNextDecision() {
        turn();
        store.failing = FakeStore.Failure.NOT_DONE;
        deciding.distrust();
        turn(happened(new Input.Rescinded("o")));
        assertThat(core.views).hasSize(1);
        assertThat(board.read().deciding()).isFalse();
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(core.views.get(1).inputs()).contains(new Input.Rescinded("o"));
    }

    @Test
    void aStoreThatOnlyReadsLetsNoCallOutAndIsToldAsOneInterruption() {
        turn();
        store.failing = FakeStore.Failure.READS_ONLY;
        for (int i = 0; i < 5; i++) {
            turn(subscribed("F-1"));
            now = now.plusSeconds(1);
            assertThat(board.read().deciding()).isFalse();
            assertThat(board.read().waits()).extracting(Wait::name).contains("zookeeper-unavailable");
        }
        assertThat(story).isEmpty();
        assertThat(deciding.undecidedFor()).isEqualTo(Duration.ofSeconds(5));
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(story).startsWith("write F-1", "call Revive[]");
        assertThat(deciding.undecidedFor()).isZero();
        assertThat(board.read().waits()).extracting(Wait::name).containsExactly("waits");
    }

    @Test
    void aLoopThatCanStoreNothingForLongGoesBackToStandby() throws Exception {
        store.failing = FakeStore.Failure.READS_ONLY;
        turn(subscribed("F-1"));
        now = now.plusSeconds(61);
        Loop loop = new Loop(deciding, inbox);
        loop.start();
        assertThat(loop.ended().get(30, TimeUnit.SECONDS)).satisfies(exit -> {
            assertThat(exit.code()).isEmpty();
            assertThat(exit.sentence()).contains("could be stored");
        });
        assertThat(story).isEmpty();
    }

    @Test
    void aWishThatNobodyWillDecideUponIsAnsweredAtOnce() throws Exception {
        Loop loop = new Loop(deciding, inbox);
        loop.start();
        inbox.end(new Exit(0, "over"));
        CompletableFuture<ScaleOutcome> during = inbox.wish(new ScaleWish(5, false, false, OptionalLong.empty()));
        loop.ended().get(30, TimeUnit.SECONDS);
        CompletableFuture<ScaleOutcome> after = inbox.wish(new ScaleWish(5, false, false, OptionalLong.empty()));
        assertThat(during.get(30, TimeUnit.SECONDS)).isInstanceOf(ScaleOutcome.Unavailable.class);
        assertThat(after.get(30, TimeUnit.SECONDS)).isInstanceOf(ScaleOutcome.Unavailable.class);
    }

    @Test
    void aScaleIsStoredAndAnsweredAndThenDecidedUpon() throws Exception {
        assertThat(scale(5, false, false, OptionalLong.of(1)))
                .isInstanceOfSatisfying(
                        ScaleOutcome.Answered.class,
                        answered -> assertThat(answered.generation()).isEqualTo(2));
        assertThat(ElasticsearchSpec.of(store.stored).nodeSet().count()).isEqualTo(5);
        assertThat(ElasticsearchSpec.of(board.read().records()).nodeSet().count())
                .isEqualTo(5);
        assertThat(inbox.take(Duration.ZERO)).containsExactly(happened(new Input.Timer()));
    }

    @Test
    void aDryRunStoresNothing() {
        assertThat(scale(5, false, true, OptionalLong.empty())).isInstanceOf(ScaleOutcome.Answered.class);
        assertThat(store.stored).isEqualTo(FIRST);
    }

    @Test
    void aScaleOnAnOldSpecIsRefused() {
        assertThat(scale(5, false, false, OptionalLong.of(7))).isEqualTo(new ScaleOutcome.Outdated(1, 3));
        assertThat(store.stored).isEqualTo(FIRST);
    }

    @Test
    void aRefusedScaleStoresNothing() {
        assertThat(scale(1, false, false, OptionalLong.empty()))
                .isInstanceOfSatisfying(
                        ScaleOutcome.Answered.class,
                        answered -> assertThat(answered.answer()).isInstanceOf(ScaleAnswer.Refused.class));
        assertThat(store.stored).isEqualTo(FIRST);
    }

    @Test
    void aScaleWhileTheStoreFailsSaysWhetherItMayBeStored() {
        store.failing = FakeStore.Failure.NOT_DONE;
        assertThat(scale(5, false, false, OptionalLong.empty()))
                .isInstanceOfSatisfying(
                        ScaleOutcome.Unavailable.class,
                        answer -> assertThat(answer.perhapsStored()).isTrue());
        assertThat(scale(5, false, false, OptionalLong.empty()))
                .isInstanceOfSatisfying(
                        ScaleOutcome.Unavailable.class,
                        answer -> assertThat(answer.perhapsStored()).isFalse());
        store.failing = FakeStore.Failure.NONE;
        turn();
        assertThat(board.read().records()).isEqualTo(FIRST);
    }

    @Test
    void theLoopEndsWithTheReasonThatItIsGiven() throws Exception {
        Loop loop = new Loop(deciding, inbox);
        loop.start();
        inbox.put(new Input.Subscribed("F-1"));
        inbox.end(new Exit(1, "because"));
        assertThat(loop.ended().get(30, TimeUnit.SECONDS)).isEqualTo(new Exit(1, "because"));
    }

    @Test
    void aFailingCoreEndsTheProcess() throws Exception {
        Deciding broken = new Deciding(
                new Core() {
                    @Override
                    public Decision decide(View view) {
                        throw new IllegalStateException("a bug");
                    }

                    @Override
                    public ScaleAnswer scale(Records records, Memory memory, int count, boolean yes, Instant at) {
                        throw new IllegalStateException("a bug");
                    }
                },
                SETTINGS,
                store,
                FIRST,
                call -> {},
                inbox,
                board,
                () -> now);
        Loop failing = new Loop(broken, inbox);
        failing.start();
        inbox.put(new Input.Timer());
        assertThat(failing.ended().get(30, TimeUnit.SECONDS)).satisfies(exit -> {
            assertThat(exit.code()).hasValue(1);
            assertThat(exit.sentence()).contains("a bug");
        });
    }

    private static Input observed() {
        return new Input.Observed(new ElasticsearchView.Unknown(START, "x"));
    }
}
