package org.mesoselk.commons.mesos;

import static org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

class SchedulerCallsTest extends SchedulerTestBase {

    @Test
    void threeHundredQuickCallsArriveInOrderWithStreamAndFrameworkId() throws Exception {
        MesosSchedulerClient started = subscribed();
        List<String> tasks = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        List<CompletableFuture<CallResult>> results = new ArrayList<>();
        tasks.forEach(task -> results.add(started.send(kill(task))));

        for (CompletableFuture<CallResult> one : results) {
            assertThat(result(one)).isEqualTo(new CallResult.Accepted());
        }
        assertThat(killed(master.calls)).isEqualTo(tasks);
        assertThat(master.calls)
                .allMatch(call -> call.getFrameworkId().getValue().equals(FakeMaster.FRAMEWORK));
        assertThat(master.requests.subList(1, 301))
                .allMatch(request -> "stream-1".equals(request.headers().get("Mesos-Stream-Id")));
    }

    @Test
    void anUpdateOfTheFrameworkThatIsAnsweredWith200IsAccepted() throws Exception {
        master.onCall = (call, connection) -> connection.answer(200, "");

        assertThat(result(subscribed().send(call(Call.Type.UPDATE_FRAMEWORK)))).isEqualTo(new CallResult.Accepted());
    }

    @Test
    void aRefusalCarriesMesosOwnSentenceAndTheSubscriptionStays() throws Exception {
        master.onCall =
                (call, connection) -> connection.answer(400, "Failed to validate scheduler::Call: Not a valid UUID");
        MesosSchedulerClient started = subscribed();

        assertThat(result(started.send(call(Call.Type.ACKNOWLEDGE))))
                .isEqualTo(new CallResult.Refused(400, "Failed to validate scheduler::Call: Not a valid UUID"));
        assertThat(log.disconnections).isEmpty();
    }

    @Test
    void callsWithoutASubscriptionAreUndelivered() throws Exception {
        MesosSchedulerClient unstarted = builder(master.hostPort()).build();

        assertThat(result(unstarted.send(kill("t")))).isInstanceOf(CallResult.Undelivered.class);
        assertThatThrownBy(() -> unstarted.send(call(Call.Type.SUBSCRIBE)))
                .isInstanceOf(IllegalArgumentException.class);
        unstarted.close();
    }

    @Test
    void callsOfANewFrameworkThatMesosHasNotAnsweredYetAreUndelivered() throws Exception {
        master.onSubscribe = (call, connection) -> {
            // The answer, which would bring the framework's id, is still to come.
        };
        MesosSchedulerClient started = start(builder(master.hostPort()));
        eventually(() -> assertThat(master.subscribes).hasSize(1));

        assertThat(result(started.send(kill("t")))).isInstanceOf(CallResult.Undelivered.class);
    }

    @Test
    void whenTheStreamEndsQueuedCallsAreUndeliveredBeforeTheListenerHearsOfIt() throws Exception {
        master.onCall = (call, connection) -> {
            // Never answered.
        };
        MesosSchedulerClient started = subscribed();
        List<CompletableFuture<CallResult>> results = IntStream.range(0, 5)
                .mapToObj(at -> started.send(kill("t" + at)))
                .toList();
        eventually(() -> assertThat(master.calls).hasSize(1));
        master.lastStream().fin();

        eventually(() -> assertThat(log.disconnections).hasSize(1));
        assertThat(results).allMatch(CompletableFuture::isDone);
        for (CompletableFuture<CallResult> one : results) {
            assertThat(result(one)).isInstanceOf(CallResult.Undelivered.class);
        }
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        master.onCall = (call, connection) -> connection.answer(202, "");
        assertThat(result(started.send(kill("later")))).isEqualTo(new CallResult.Accepted());
        assertThat(killed(master.calls)).containsExactly("t0", "later");
    }

    @Test
    void anAnswerThatComesJustAfterTheStreamEndedStillCounts() throws Exception {
        // A real master ends the stream when it takes a TEARDOWN, and answers at about the same time.
        master.onCall = (call, connection) -> {
            master.lastStream().lastChunk();
            connection.answer(202, "");
        };

        assertThat(result(subscribed().send(call(Call.Type.TEARDOWN)))).isEqualTo(new CallResult.Accepted());
    }

    @Test
    void aCallThatMesosMayGetTwiceIsSentAgainWhenItsConnectionBreaks() throws Exception {
        master.onCall = (call, connection) -> {
            if (master.calls.size() < 3) {
                connection.fin();
            } else {
                connection.answer(202, "");
            }
        };

        assertThat(result(subscribed().send(kill("t")))).isEqualTo(new CallResult.Accepted());
        assertThat(killed(master.calls)).containsExactly("t", "t", "t");
        assertThat(log.disconnections).isEmpty();
    }

    @Test
    void anAcceptIsNeverSentTwice() throws Exception {
        master.onCall = (call, connection) -> connection.fin();
        MesosSchedulerClient started = subscribed();

        assertThat(result(started.send(call(Call.Type.ACCEPT)))).isInstanceOf(CallResult.Undelivered.class);
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(master.calls).hasSize(1);
    }

    @Test
    void aMasterThatIsNotReadyIsAskedAgainAndThenTheSubscriptionIsGivenUp() throws Exception {
        master.onCall = (call, connection) -> connection.answer(503, "Master has not finished recovery");
        MesosSchedulerClient started = subscribed();

        assertThat(result(started.send(kill("t"))))
                .isEqualTo(new CallResult.Undelivered(
                        "KILL could not be delivered: 503 Master has not finished recovery"));
        assertThat(master.calls).hasSize(3);
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
    }

    @Test
    void aRedirectedCallEndsTheSubscription() throws Exception {
        master.onCall = (call, connection) -> connection.redirect("//127.0.0.1:1/master/api/v1/scheduler");
        MesosSchedulerClient started = subscribed();

        assertThat(result(started.send(kill("t"))))
                .isEqualTo(new CallResult.Undelivered(
                        "KILL could not be delivered: a redirect came back, so this master leads no more"));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(log.disconnections).singleElement().asString().contains("leads no more");
    }

    @Test
    void aCallThatIsNotAnsweredInTimeEndsTheSubscription() throws Exception {
        master.onCall = (call, connection) -> {
            // Never answered.
        };
        MesosSchedulerClient started = start(builder(master.hostPort()).timings(timings(Duration.ofMillis(500))));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));

        assertThat(result(started.send(kill("t"))))
                .isEqualTo(new CallResult.Undelivered("KILL could not be delivered: no answer within 500ms"));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(master.calls).hasSize(1);
    }

    @Test
    void closingOnlyDisconnectsAndEndsTheThreadsAndNothingIsToldAfterwards() throws Exception {
        MesosSchedulerClient started = subscribed();
        assertThat(result(started.send(kill("t")))).isEqualTo(new CallResult.Accepted());
        RawServer.Connection stream = master.lastStream();

        started.close();

        eventually(() -> assertThat(stream.isHungUp()).isTrue());
        eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("mesos-scheduler")));
        assertThat(log.types()).containsExactly(SUBSCRIBED);
        assertThat(log.disconnections).isEmpty();
        assertThat(killed(master.calls)).containsExactly("t");
        assertThat(result(started.send(kill("late")))).isInstanceOf(CallResult.Undelivered.class);
    }

    @Test
    void theListenerMayCloseTheClient() {
        FakeMaster there = master;
        SchedulerListener closing = new SchedulerListener() {
            @Override
            public void event(org.apache.mesos.v1.scheduler.Protos.Event event) {
                log.event(event);
                client.orElseThrow().close();
            }

            @Override
            public void disconnected(String cause) {
                log.disconnected(cause);
            }
        };
        start(MesosSchedulerClient.builder(
                MasterDetectors.parse(there.hostPort()),
                () -> org.apache.mesos.v1.Protos.FrameworkInfo.newBuilder()
                        .setUser("u")
                        .setName("n")
                        .build(),
                closing));

        eventually(() -> assertThat(there.streams).isNotEmpty());
        eventually(() -> assertThat(there.lastStream().isHungUp()).isTrue());
        assertThat(log.types()).containsExactly(SUBSCRIBED);
    }
}
