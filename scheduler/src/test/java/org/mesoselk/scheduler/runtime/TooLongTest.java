package org.mesoselk.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mesoselk.scheduler.core.Core;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Decision;
import org.mesoselk.scheduler.core.model.ElasticsearchSpec;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Memory;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.ScaleAnswer;
import org.mesoselk.scheduler.core.model.View;
import org.mesoselk.scheduler.core.model.Wait;

/** A decision that changes more than one write may have is made of fewer inputs. */
class TooLongTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> story = new ArrayList<>();
    private final FakeStore store = new FakeStore(LoopTest.FIRST, story);
    private final CountingCore core = new CountingCore();
    private final Inbox inbox = new Inbox();
    private final Board board = new Board(Published.of(LoopTest.FIRST, List.of(), START));
    private Instant now = START;
    private final Deciding deciding = new Deciding(
            core,
            LoopTest.SETTINGS,
            store,
            LoopTest.FIRST,
            call -> story.add("call " + ((Call.Decline) call).offerIds().get(0)),
            inbox,
            board,
            () -> now);

    /** The framework id becomes the ids of all rescinded offers; each is answered with a call. */
    private static final class CountingCore implements Core {
        private final List<List<String>> decided = new ArrayList<>();
        private boolean goesOn;

        @Override
        public Decision decide(View view) {
            List<String> ids = view.inputs().stream()
                    .flatMap(input ->
                            input instanceof Input.Rescinded rescinded ? Stream.of(rescinded.offerId()) : Stream.of())
                    .toList();
            decided.add(ids);
            String before = view.records().frameworkId().orElse("");
            Records records =
                    ids.isEmpty() ? view.records() : view.records().withFrameworkId(before + String.join("", ids));
            return new Decision(
                    records,
                    view.memory(),
                    ids.stream()
                            .<Call>map(id -> new Call.Decline(List.of(id), Duration.ZERO))
                            .toList(),
                    List.of(),
                    List.of(),
                    goesOn);
        }

        @Override
        public ScaleAnswer scale(Records records, Memory memory, int count, boolean confirmed, Instant at) {
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
                    records.with(ElasticsearchSpec.of(records).withCount(count)), operation, List.of());
        }
    }

    private void turn(String... ids) {
        assertThat(deciding.turn(Stream.of(ids)
                        .<Inbox.Entry>map(id -> new Inbox.Happened(new Input.Rescinded(id)))
                        .toList()))
                .isEmpty();
    }

    /** More than so many ids in one write are refused. */
    private void takesAtMost(int ids) {
        store.tooLong = (before, after) -> after.frameworkId().orElse("").length()
                        - before.frameworkId().orElse("").length()
                > ids;
    }

    @Test
    void whatIsTooLongForOneWriteIsDecidedInSeveralTurnsInTheSameOrder() {
        takesAtMost(2);
        turn("a", "b", "c", "d", "e");
        assertThat(story).containsExactly("write ab", "call a", "call b");
        assertThat(deciding.goesOn()).isTrue();
        turn("f");
        assertThat(deciding.goesOn()).isTrue();
        turn();
        assertThat(deciding.goesOn()).isFalse();
        assertThat(story)
                .containsExactly(
                        "write ab",
                        "call a",
                        "call b",
                        "write abcd",
                        "call c",
                        "call d",
                        "write abcdef",
                        "call e",
                        "call f");
        assertThat(board.read().deciding()).isTrue();
    }

    @Test
    void howMuchOneWriteTakesIsNotTriedAnewInEachTurn() {
        takesAtMost(2);
        turn("a", "b", "c", "d", "e");
        int first = core.decided.size();
        turn();
        assertThat(core.decided).hasSize(first + 1);
        turn();
        takesAtMost(9);
        turn("f", "g", "h");
        assertThat(core.decided).hasSize(first + 3).last().isEqualTo(List.of("f", "g", "h"));
    }

    @Test
    void whatWasPerhapsStoredIsDecidedOnceAlthoughMoreWaitsBehindIt() {
        takesAtMost(2);
        store.failing = FakeStore.Failure.DONE;
        turn("a", "b", "c", "d");
        assertThat(story).isEmpty();
        assertThat(deciding.goesOn()).isFalse();
        turn("e");
        store.failing = FakeStore.Failure.NONE;
        turn();
        turn();
        assertThat(story)
                .containsExactly("call a", "call b", "write abcd", "call c", "call d", "write abcde", "call e");
    }

    @Test
    void whatWasNotStoredIsDecidedAgainInTheSameOrder() {
        takesAtMost(2);
        store.failing = FakeStore.Failure.NOT_DONE;
        turn("a", "b", "c", "d");
        turn();
        store.failing = FakeStore.Failure.NONE;
        turn();
        turn();
        assertThat(story).containsExactly("write ab", "call a", "call b", "write abcd", "call c", "call d");
    }

    @Test
    void aDecisionThatFitsInNoWriteEndsNothingIsSaidAndIsMadeWhenItFits() {
        takesAtMost(0);
        turn("a", "b");
        turn();
        assertThat(story).isEmpty();
        assertThat(deciding.goesOn()).isFalse();
        assertThat(board.read().deciding()).isFalse();
        assertThat(board.read().waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.name()).isEqualTo("records-too-long"));

        takesAtMost(1);
        turn();
        turn();
        assertThat(story).containsExactly("write a", "call a", "write ab", "call b");
        assertThat(board.read().waits()).extracting(Wait::name).doesNotContain("records-too-long");
        assertThat(deciding.undecidedFor()).isZero();
    }

    @Test
    void aWishThatFitsInNoWriteIsAnsweredAndStoredNowhere() throws Exception {
        store.tooLong = (before, after) -> true;
        CompletableFuture<ScaleOutcome> answer = new CompletableFuture<>();
        deciding.turn(List.of(new Inbox.Wished<>(new ScaleWish(5, false, false, OptionalLong.empty()), answer)));
        assertThat(answer.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ScaleOutcome.TooLong.class,
                        tooLong -> assertThat(tooLong.sentence()).contains("too long"));
        assertThat(store.stored).isEqualTo(LoopTest.FIRST);
        store.tooLong = (before, after) -> false;
        turn("a");
        assertThat(story).containsExactly("write a", "call a");
    }

    @Test
    void aDecisionThatGoesOnIsFollowedByTheNextOneAtOnce() throws Exception {
        core.goesOn = true;
        Loop loop = new Loop(deciding, inbox);
        long began = System.nanoTime();
        loop.start();
        Awaitility.await("it decides again and again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> board.read().ticks() >= 100);
        inbox.end(new Exit(0, "over"));
        loop.ended().get(30, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }
}
