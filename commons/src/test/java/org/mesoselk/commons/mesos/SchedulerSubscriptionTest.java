package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.apache.mesos.v1.scheduler.Protos.Event.Type.ERROR;
import static org.apache.mesos.v1.scheduler.Protos.Event.Type.OFFERS;
import static org.apache.mesos.v1.scheduler.Protos.Event.Type.SUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerSubscriptionTest extends SchedulerTestBase {

    @Test
    void subscribesWithExactlyTheHeadersThatMesosWants() {
        subscribed();

        RawServer.Request request = master.requests.get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /api/v1/scheduler");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/x-protobuf")
                .containsEntry("Accept", "application/x-protobuf")
                .doesNotContainKeys("Mesos-Stream-Id", "Authorization", "Upgrade", "HTTP2-Settings");
        assertThat(master.subscribes.get(0).hasFrameworkId()).isFalse();
    }

    @Test
    void aStoredFrameworkIdGoesIntoBothPlaces() {
        FrameworkID id = FrameworkID.newBuilder().setValue("stored").build();
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("u").setName("n").setId(id).build();
        start(MesosSchedulerClient.builder(MasterDetectors.parse(master.hostPort()), () -> info, log));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(master.subscribes.get(0).getFrameworkId()).isEqualTo(id);
        assertThat(master.subscribes.get(0).getSubscribe().getFrameworkInfo().getId())
                .isEqualTo(id);
    }

    @Test
    void whatARealMasterSentArrivesByteByByteWithoutTheHeartbeatAndOnOneThread() throws IOException {
        Recording recording = new Recording("scheduler-protobuf");
        byte[] bytes = recording.response();
        master.onSubscribe = (call, connection) -> {
            for (byte one : bytes) {
                connection.raw(new byte[] {one});
            }
            connection.fin();
        };
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.events).hasSizeGreaterThanOrEqualTo(4));
        assertThat(log.types().subList(0, 4)).containsExactly(SUBSCRIBED, OFFERS, SUBSCRIBED, OFFERS);
        assertThat(log.events.get(1))
                .isEqualTo(recording.protocEvents(Event.getDefaultInstance()).get(2));
        assertThat(log.disconnections).first().asString().contains("the other side ended the stream");
        assertThat(log.threads).hasSize(1);
        assertThat(master.subscribes.get(1).getFrameworkId())
                .isEqualTo(log.events.get(0).getSubscribed().getFrameworkId());
    }

    @Test
    void theStandbyOfTheRecordingsLeadsToTheLeaderAndCallsGoThere() throws Exception {
        String recorded = new String(new Recording("redirect").response(), ISO_8859_1);
        byte[] redirect = recorded.replace("127.0.0.1:15050", master.hostPort()).getBytes(ISO_8859_1);
        try (RawServer standby = new RawServer((request, connection) -> connection.raw(redirect))) {
            MesosSchedulerClient started = start(builder(standby.hostPort()));
            eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));

            assertThat(result(started.send(kill("t")))).isEqualTo(new CallResult.Accepted());
            assertThat(master.requests)
                    .extracting(RawServer.Request::path)
                    .containsExactly("/master/api/v1/scheduler", "/master/api/v1/scheduler");
            assertThat(log.disconnections).isEmpty();
        }
    }

    @Test
    void aStandbyThatRedirectsToADeadLeaderIsAskedUntilItLeads() throws IOException {
        String dead;
        try (ServerSocket unused = new ServerSocket(0)) {
            dead = "//127.0.0.1:" + unused.getLocalPort() + "/master/api/v1/scheduler";
        }
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() < 4) {
                connection.redirect(dead);
            } else {
                master.subscribe(connection, 15);
            }
        };
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(log.disconnections).hasSize(3).allMatch(cause -> cause.endsWith("connection refused"));
    }

    @Test
    void mastersThatRedirectInACircleAreLeftAfterAFewRounds() {
        master.onSubscribe =
                (call, connection) -> connection.redirect("//" + master.hostPort() + "/master/api/v1/scheduler");
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.disconnections).isNotEmpty());
        assertThat(log.disconnections.get(0)).startsWith("More than 3 redirects, the last one to http://127.0.0.1:");
    }

    @Test
    void silenceOfThreeHeartbeatsDropsTheConnectionAndSubscribesAgainWithTheId() {
        master.onSubscribe =
                (call, connection) -> master.subscribe(connection, master.subscribes.size() == 1 ? 0.1 : 15);
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(log.disconnections)
                .singleElement()
                .asString()
                .startsWith("Nothing was heard from the master")
                .contains("for 300ms");
        eventually(() -> assertThat(master.streams.get(0).isHungUp()).isTrue());
        assertThat(master.subscribes.get(1).getFrameworkId().getValue()).isEqualTo(FakeMaster.FRAMEWORK);
        assertThat(master.subscribes
                        .get(1)
                        .getSubscribe()
                        .getFrameworkInfo()
                        .getId()
                        .getValue())
                .isEqualTo(FakeMaster.FRAMEWORK);
    }

    @Test
    void heartbeatsKeepASubscriptionWithoutOtherEvents() {
        master.onSubscribe = (call, connection) -> master.subscribe(connection, 1);
        subscribed();
        AtomicInteger beats = new AtomicInteger();

        // Without them, three intervals would be over before the last one.
        await().atMost(SLACK).pollInterval(Duration.ofMillis(300)).until(() -> {
            master.lastStream().record(FakeMaster.HEARTBEAT);
            return beats.incrementAndGet() >= 12;
        });
        assertThat(log.disconnections).isEmpty();
        assertThat(log.types()).containsExactly(SUBSCRIBED);
    }

    @Test
    void eventsBeforeAFinWithoutLastChunkAllArriveAndThenTheClientSubscribesAgain() {
        subscribed();
        for (int at = 0; at < 50; at++) {
            master.lastStream().record(FakeMaster.error("event " + at));
        }
        master.lastStream().fin();

        eventually(() -> assertThat(log.types()).hasSize(52).endsWith(SUBSCRIBED));
        assertThat(log.events.get(50).getError().getMessage()).isEqualTo("event 49");
        assertThat(log.disconnections).singleElement().asString().contains("the connection broke");
    }

    @Test
    void anErrorEventIsDeliveredBeforeTheDisconnectionAndTheClientTriesAgain() throws IOException {
        byte[] failedOver = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nMesos-Stream-Id: s\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8);
        master.onSubscribe = (call, connection) -> {
            connection.raw(failedOver);
            connection.record(FakeMaster.error("Framework failed over"));
            connection.lastChunk();
        };
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.types()).startsWith(ERROR, ERROR));
        assertThat(log.events.get(0).getError().getMessage()).isEqualTo("Framework failed over");
        assertThat(log.disconnections.get(0)).contains("the other side ended the stream");
    }

    @Test
    void aRemovedFrameworkIsNotSubscribedAgainBeforeItIsToldToBeginAnew() {
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() == 2) {
                connection.stream("s");
                connection.record(FakeMaster.error("Framework has been removed"));
                connection.lastChunk();
            } else {
                master.subscribe(connection, 15);
            }
        };
        MesosSchedulerClient started = subscribed();
        started.beginAnew();
        master.lastStream().lastChunk();

        eventually(() -> assertThat(log.disconnections).hasSize(2));
        await().during(Duration.ofMillis(500)).atMost(SLACK).until(() -> master.subscribes.size() == 2);
        assertThat(master.subscribes.get(1).getFrameworkId().getValue()).isEqualTo(FakeMaster.FRAMEWORK);
        assertThat(log.types()).containsExactly(SUBSCRIBED, ERROR);

        started.beginAnew();
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, ERROR, SUBSCRIBED));
        assertThat(master.subscribes.get(2).hasFrameworkId()).isFalse();
        assertThat(log.disconnections).hasSize(2);
    }

    @Test
    void aRemovedFrameworksClientCanBeClosed() {
        master.onSubscribe = (call, connection) -> {
            connection.stream("s");
            connection.record(FakeMaster.error("Framework has been removed"));
            connection.lastChunk();
        };
        MesosSchedulerClient started = start(builder(master.hostPort()));
        eventually(() -> assertThat(log.disconnections).hasSize(1));

        started.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("mesos-scheduler-events") && thread.isAlive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                ":::",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "http://127.0.0.1:99999/",
                "http:///path",
                "http://no-such-host.invalid:5050/",
                "//127.0.0.1:1/master/api/v1/scheduler",
                "/elsewhere"
            })
    void aRedirectToNowhereIsTriedAgainAndTheCauseNamesIt(String location) {
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() < 5) {
                connection.redirect(location);
            } else {
                master.subscribe(connection, 15);
            }
        };
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(log.disconnections)
                .isNotEmpty()
                .allSatisfy(cause -> assertThat(cause).containsAnyOf("redirects to", "redirects, the last one to"));
    }

    @Test
    void aRedirectOfAnyLengthIsTold() {
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() == 1) {
                connection.redirect("gopher://" + "x".repeat(5_000));
            } else {
                master.subscribe(connection, 15);
            }
        };
        subscribed();

        assertThat(log.disconnections.get(0))
                .contains("where this client will not follow")
                .hasSizeLessThan(500);
    }

    @Test
    void anAnswerWithoutAStreamIdIsNoSubscription() {
        byte[] answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() == 1) {
                connection.raw(answer);
                connection.record(FakeMaster.subscribed(15));
            } else {
                master.subscribe(connection, 15);
            }
        };
        subscribed();

        assertThat(log.types()).containsExactly(SUBSCRIBED);
        assertThat(log.disconnections.get(0)).contains("no Mesos master", "Mesos-Stream-Id");
    }

    @Test
    void aStreamThatStallsWithinARecordIsLeftAsASilentOneIs() {
        master.onSubscribe = (call, connection) -> {
            master.subscribe(connection, master.subscribes.size() == 1 ? 0.1 : 15);
            connection.raw("9\r\n300\nabcde".getBytes(StandardCharsets.UTF_8));
        };
        start(builder(master.hostPort()));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(log.disconnections.get(0)).startsWith("Nothing was heard from the master");
    }

    @Test
    void aHeartbeatThatWouldNeverComeIsNotWaitedForForEver() {
        for (double interval : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 1e300}) {
            assertThat(SchedulerSubscription.heartbeat(interval))
                    .isBetween(Duration.ofSeconds(15), Duration.ofMinutes(10));
        }
        assertThat(SchedulerSubscription.heartbeat(0.1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aChangedDescriptionGoesOutWithTheNextSubscription() {
        AtomicInteger asked = new AtomicInteger();
        start(MesosSchedulerClient.builder(
                        MasterDetectors.parse(master.hostPort()),
                        () -> FrameworkInfo.newBuilder()
                                .setUser("u")
                                .setName("name-" + asked.incrementAndGet())
                                .addRoles("role-" + asked.get())
                                .build(),
                        log)
                .timings(timings(SLACK)));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        master.lastStream().fin();

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        FrameworkInfo second = master.subscribes.get(1).getSubscribe().getFrameworkInfo();
        assertThat(second.getName()).isEqualTo("name-2");
        assertThat(second.getRolesList()).containsExactly("role-2");
        assertThat(second.getId().getValue()).isEqualTo(FakeMaster.FRAMEWORK);
    }

    @Test
    void anIdThatCannotBeReadIsToldAndTheClientTriesAgain() {
        AtomicInteger asked = new AtomicInteger();
        start(MesosSchedulerClient.builder(
                MasterDetectors.parse(master.hostPort()),
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("ZooKeeper is out of reach");
                    }
                    return FrameworkInfo.newBuilder().setUser("u").setName("n").build();
                },
                log));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(log.disconnections).containsExactly("No subscription: ZooKeeper is out of reach");
    }

    @Test
    void aRefusedSubscriptionIsToldInMesosOwnWordsAndTriedAgain() {
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() == 1) {
                connection.answer(403, "Framework is not authorized");
            } else {
                master.subscribe(connection, 15);
            }
        };
        subscribed();

        assertThat(log.refusals)
                .singleElement()
                .asString()
                .contains("forbids this framework to subscribe (403: Framework is not authorized)");
    }

    @Test
    void aMasterThatNeverAnswersIsGivenUp() {
        master.onSubscribe = (call, connection) -> {
            if (master.subscribes.size() > 1) {
                master.subscribe(connection, 15);
            }
        };
        start(builder(master.hostPort()).timings(timings(Duration.ofMillis(500))));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        assertThat(log.disconnections).first().asString().endsWith("no answer within 500ms");
    }

    @Test
    void garbageOnTheStreamEndsTheSubscription() {
        subscribed();
        master.lastStream().raw("4\r\nabcd\r\n".getBytes(StandardCharsets.UTF_8));

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(log.disconnections).singleElement().asString().contains("not a RecordIO stream");
    }

    @Test
    void theAuthorizationHeaderIsAskedForEachTime() {
        AtomicInteger asked = new AtomicInteger();
        start(builder(master.hostPort()).authorization(new Authorization() {
            @Override
            public Optional<String> header() {
                return Optional.of("Basic " + asked.incrementAndGet());
            }

            @Override
            public String remedy() {
                return "";
            }
        }));
        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED));
        master.lastStream().fin();

        eventually(() -> assertThat(log.types()).containsExactly(SUBSCRIBED, SUBSCRIBED));
        assertThat(master.requests)
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Basic 1", "Basic 2");
    }
}
