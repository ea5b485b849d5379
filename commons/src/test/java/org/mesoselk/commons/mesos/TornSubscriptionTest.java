package org.mesoselk.commons.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;

/** A scheduler's client whose master sends one torn answer after the other over real sockets. */
class TornSubscriptionTest {

    private static final Duration SLACK = Duration.ofSeconds(60);
    private static final SchedulerTimings TIMINGS = new SchedulerTimings(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(1), Duration.ofMillis(2), 3, 3);

    @Test
    void whereverTheConnectionIsCutTheWholeEventsBeforeItComeAndThenOneDisconnection() throws IOException {
        for (String name : List.of("scheduler-json", "extras", "reserve-volume", "master-failover")) {
            Response response = Response.protobuf(new Recording(name));
            List<Integer> cuts = cuts(response, new Random(1));
            List<byte[]> answers =
                    cuts.stream().map(cut -> response.cut(cut).bytes()).toList();

            List<Journal.Attempt> attempts = attempts(answers, Integer.MAX_VALUE);

            for (int i = 0; i < answers.size(); i++) {
                assertThat(attempts.get(i).events())
                        .as(
                                "%s cut at %d: %s",
                                name, cuts.get(i), attempts.get(i).cause())
                        .isEqualTo(response.cut(cuts.get(i)).events());
            }
        }
    }

    /** Some in the head, all around the end of each record, some anywhere. */
    private static List<Integer> cuts(Response response, Random random) {
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, 1, 9, response.headLength() - 1, response.headLength()));
        for (int at : response.wholeAt()) {
            cuts.addAll(List.of(at - 1, at, at + 1, at + 2));
        }
        random.ints(20, 0, response.bytes().length).forEach(cuts::add);
        return List.copyOf(cuts);
    }

    @Test
    void whereTheChunksBeginAndHowSlowlyTheyComeSaysNothingOfTheEvents() throws IOException {
        Response response = Response.protobuf(new Recording("scheduler-json"));
        List<byte[]> answers = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            answers.add(response.rechunked(new Random(seed)).bytes());
        }

        assertThat(attempts(answers, 500))
                .allSatisfy(attempt -> assertThat(attempt.events()).isEqualTo(response.events()));
    }

    @Test
    void garbageLosesNothingThatWasWholeBeforeItAndEndsTheSubscription() throws IOException {
        Response response = Response.protobuf(new Recording("extras"));
        List<Response.Garbled> garbled = new ArrayList<>();
        for (int seed = 0; seed < 100; seed++) {
            garbled.add(response.garbled(new Random(seed)));
        }

        List<Journal.Attempt> attempts =
                attempts(garbled.stream().map(Response.Garbled::bytes).toList(), Integer.MAX_VALUE);

        for (int i = 0; i < garbled.size(); i++) {
            List<Event> before = response.cut(garbled.get(i).at()).events();
            assertThat(attempts.get(i).events())
                    .as(
                            "garbled from %d: %s",
                            garbled.get(i).at(), attempts.get(i).cause())
                    .startsWith(before.toArray(new Event[0]));
        }
    }

    /** One attempt for each of the answers; each connection is closed behind its answer. */
    private static List<Journal.Attempt> attempts(List<byte[]> answers, int piece) throws IOException {
        Journal journal = new Journal();
        AtomicInteger next = new AtomicInteger();
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("root").setName("test").build();
        try (RawServer master = new RawServer((request, connection) -> {
                    int number = next.getAndIncrement();
                    byte[] answer = number < answers.size() ? answers.get(number) : new byte[0];
                    for (int at = 0; at < answer.length; at += Math.min(piece, answer.length)) {
                        connection.raw(
                                Arrays.copyOfRange(answer, at, (int) Math.min(answer.length, (long) at + piece)));
                    }
                    connection.fin();
                });
                MesosSchedulerClient client = MesosSchedulerClient.builder(
                                MasterDetectors.parse(master.hostPort()), () -> info, journal)
                        .timings(TIMINGS)
                        .build()) {
            client.start();
            await().atMost(SLACK)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> journal.attempts().size() >= answers.size());
        }
        return journal.attempts().subList(0, answers.size());
    }
}
