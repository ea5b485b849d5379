package org.mesoselk.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.scheduler.Protos;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.elastic.ElasticsearchTask;
import org.mesoselk.commons.elastic.SeedHosts;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.CallResult;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.scheduler.core.model.Call;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.InverseOffer;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.Payload;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.core.model.TaskRef;
import org.mesoselk.scheduler.core.model.Unavailability;

class MesosSideTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Input> inputs = new ArrayList<>();
    private final List<String> fatal = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final MesosTally tally = new MesosTally();
    private int superseded;
    private final FakeClient client = new FakeClient();
    private final AgentDirectory agents = new AgentDirectory();
    private static final Claim CLAIM = new Claim("fw", "*", Optional.empty());
    private final MesosSide side = new MesosSide(
            new LaunchPlan(
                    Product.ELASTICSEARCH,
                    "fw",
                    "http://api/artifacts/executor.jar",
                    "executor.jar",
                    Optional.of("https://host/elasticsearch.tar.gz"),
                    Optional.of("/opt/jdk"),
                    new Resources(0.1, 96, 0),
                    Duration.ofSeconds(60)),
            CLAIM,
            agents,
            InstantSource.fixed(NOW),
            inputs::add,
            fatal::add,
            () -> superseded++,
            tally);

    /** Keeps what is sent and answers as it is told. */
    private static final class FakeClient implements SchedulerClient {
        private final List<Protos.Call> sent = new ArrayList<>();
        private CallResult answer = new CallResult.Accepted();
        private int begunAnew;

        @Override
        public void start() {}

        @Override
        public CompletableFuture<CallResult> send(Protos.Call call) {
            sent.add(call);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void beginAnew() {
            begunAnew++;
        }

        @Override
        public void close() {}
    }

    private List<Offer> offered() {
        Recorded.events("basic.events.jsonl").stream().limit(3).forEach(side::event);
        return ((Input.Offered) inputs.get(1)).offers();
    }

    private Call.Launch launch(Offer offer) {
        TaskRef task = new TaskRef("es-default-0.1", offer.agent(), 33005, 33006, NOW);
        ElasticsearchTask payload = new ElasticsearchTask(
                "c",
                "es-default-0",
                List.of(),
                "127.0.0.1",
                33005,
                33006,
                List.of(),
                List.of("es-default-0"),
                Optional.empty(),
                512,
                Optional.of("/data"),
                new ElasticsearchTask.Distribution(Optional.empty(), Optional.of("elasticsearch.tar.gz")),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Map.of());
        return new Call.Launch(
                offer,
                "es-default-0",
                task,
                new Resources(1, 1024, 2048),
                ports(task),
                new Payload.Elasticsearch(payload));
    }

    private static List<Call.Port> ports(TaskRef task) {
        return List.of(
                new Call.Port("http", "tcp", task.httpPort()), new Call.Port("transport", "tcp", task.transportPort()));
    }

    private void send(Call.ToMesos call) {
        side.send(client, call, failures::add);
    }

    @Test
    void theRecordedStreamBecomesInputsInItsOrder() {
        Recorded.events("agent-loss.events.jsonl").forEach(side::event);
        assertThat(inputs.get(0)).isInstanceOf(Input.Subscribed.class);
        assertThat(inputs).anyMatch(Input.Offered.class::isInstance);
        assertThat(inputs).anyMatch(Input.Rescinded.class::isInstance);
        assertThat(inputs).anyMatch(Input.AgentLost.class::isInstance);
        assertThat(inputs)
                .anyMatch(input -> input instanceof Input.Updated updated
                        && updated.update().state() == org.mesoselk.scheduler.core.model.TaskState.UNREACHABLE);
        assertThat(fatal).isEmpty();
    }

    @Test
    void aTaskIsCutOutOfTheOfferWithAnExecutorOfItsOwn() {
        Offer offer = offered().get(0);
        send(launch(offer));
        Protos.Call call = client.sent.get(0);
        assertThat(call.getType()).isEqualTo(Protos.Call.Type.ACCEPT);
        assertThat(call.getAccept().getOfferIds(0).getValue()).isEqualTo(offer.id());
        TaskInfo task = call.getAccept().getOperations(0).getLaunch().getTaskInfos(0);
        assertThat(task.getName()).isEqualTo("es-default-0");
        assertThat(task.getTaskId().getValue()).isEqualTo("es-default-0.1");
        assertThat(task.getExecutor().getExecutorId().getValue()).isEqualTo("es-default-0.1");
        assertThat(task.getExecutor().getCommand().getValue())
                .startsWith("exec '/opt/jdk/bin/java' -Xms4m -Xmx20m")
                .endsWith("-jar 'executor.jar'");
        assertThat(task.getExecutor().getCommand().getUrisList())
                .extracting(uri -> uri.getValue() + " " + uri.getExtract() + " " + uri.getCache())
                .containsExactly(
                        "http://api/artifacts/executor.jar false false",
                        "https://host/elasticsearch.tar.gz false true");
        assertThat(task.getResourcesList())
                .filteredOn(resource -> resource.getName().equals("ports"))
                .extracting(resource -> resource.getRanges().getRange(0).getBegin())
                .containsExactly(33005L, 33006L);
        assertThat(task.getResourcesList())
                .allMatch(resource -> resource.getAllocationInfo().getRole().equals("*"));
        assertThat(task.getKillPolicy().getGracePeriod().getNanoseconds())
                .isEqualTo(Duration.ofSeconds(60).toNanos());
        assertThat(task.getExecutor().getShutdownGracePeriod().getNanoseconds())
                .isGreaterThan(Duration.ofSeconds(60).toNanos());
        assertThat(task.getDiscovery().getPorts().getPortsList())
                .extracting(port -> port.getName() + " " + port.getNumber() + " " + port.getProtocol())
                .containsExactly("http 33005 tcp", "transport 33006 tcp");
        assertThat(Json.read(task.getData().toByteArray(), ElasticsearchTask.class))
                .isEqualTo(launch(offer).payload().task());
        assertThat(failures).isEmpty();
    }

    @Test
    void anOfferIsUsedOnceOnly() {
        Offer offer = offered().get(0);
        send(launch(offer));
        send(launch(offer));
        assertThat(client.sent).hasSize(1);
        assertThat(failures).singleElement().asString().contains("offer is not held any more");
    }

    @Test
    void offersAreVoidAfterARescindADeclineOrADisconnection() {
        List<Offer> offers = offered();
        side.event(Event.newBuilder()
                .setType(Event.Type.RESCIND)
                .setRescind(Event.Rescind.newBuilder()
                        .setOfferId(org.apache.mesos.v1.Protos.OfferID.newBuilder()
                                .setValue(offers.get(0).id())))
                .build());
        send(launch(offers.get(0)));
        send(new Call.Decline(List.of(offers.get(1).id()), Duration.ofHours(1)));
        send(launch(offers.get(1)));
        side.disconnected("gone");
        send(launch(offers.get(2)));
        assertThat(failures).hasSize(3);
        assertThat(client.sent).hasSize(1);
        assertThat(client.sent.get(0).getDecline().getFilters().getRefuseSeconds())
                .isEqualTo(3600);
        assertThat(inputs)
                .contains(
                        new Input.Disconnected("gone"),
                        new Input.Rescinded(offers.get(0).id()));
    }

    @Test
    void aLaunchThatDoesNotFitTheOfferIsNotSent() {
        Offer offer = offered().get(0);
        Call.Launch fits = launch(offer);
        send(new Call.Launch(
                offer, fits.memberName(), fits.task(), new Resources(4, 1024, 1), fits.ports(), fits.payload()));
        assertThat(client.sent).isEmpty();
        assertThat(failures).hasSize(1);
    }

    @Test
    void everyOtherCallSaysWhatTheCoreMeant() {
        TaskRef task =
                new TaskRef("t", new org.mesoselk.scheduler.core.model.AgentRef("S1", "h", "1.2.3.4"), 1, 2, NOW);
        send(new Call.Acknowledge("t", "S1", "m7h6qz/6TJyFlv10OH0nXA=="));
        send(new Call.Suppress());
        send(new Call.Revive());
        send(new Call.Kill("t", "S1", Duration.ofSeconds(7)));
        send(new Call.Reconcile(List.of()));
        send(new Call.Reconcile(List.of(task)));
        send(new Call.SendSeedHosts(task, List.of("a:1", "b:2")));
        assertThat(client.sent)
                .extracting(Protos.Call::getType)
                .containsExactly(
                        Protos.Call.Type.ACKNOWLEDGE,
                        Protos.Call.Type.SUPPRESS,
                        Protos.Call.Type.REVIVE,
                        Protos.Call.Type.KILL,
                        Protos.Call.Type.RECONCILE,
                        Protos.Call.Type.RECONCILE,
                        Protos.Call.Type.MESSAGE);
        assertThat(client.sent.get(0).getAcknowledge().getUuid().size()).isEqualTo(16);
        assertThat(client.sent.get(3).getKill().getKillPolicy().getGracePeriod().getNanoseconds())
                .isEqualTo(7_000_000_000L);
        assertThat(client.sent.get(4).getReconcile().getTasksCount()).isZero();
        assertThat(client.sent.get(5).getReconcile().getTasks(0).getAgentId().getValue())
                .isEqualTo("S1");
        assertThat(Json.read(client.sent.get(6).getMessage().getData().toByteArray(), SeedHosts.class))
                .isEqualTo(SeedHosts.of(List.of("a:1", "b:2")));
    }

    @Test
    void aCallThatDoesNotGetThroughIsToldWithItsReason() {
        client.answer = new CallResult.Refused(400, "bad task");
        send(new Call.Suppress());
        client.answer = new CallResult.Undelivered("connection lost");
        send(new Call.Revive());
        assertThat(failures.get(0)).contains("400", "bad task");
        assertThat(failures.get(1)).contains("connection lost");
    }

    @Test
    void anotherSubscriptionOfTheFrameworkOnlyAsksWhetherThisOneStillLeads() {
        side.event(Event.newBuilder()
                .setType(Event.Type.ERROR)
                .setError(Event.Error.newBuilder().setMessage("Framework failed over"))
                .build());
        assertThat(fatal).isEmpty();
        assertThat(superseded).isEqualTo(1);
    }

    private void error(String message) {
        side.event(Event.newBuilder()
                .setType(Event.Type.ERROR)
                .setError(Event.Error.newBuilder().setMessage(message))
                .build());
    }

    @Test
    void anErrorOfMesosEndsTheSchedulerWithWhatToDo() {
        error("Role 'x' is not there");
        assertThat(fatal).singleElement().asString().contains("Role 'x' is not there");
    }

    @Test
    void aRemovedFrameworkIsWhatTheCoreDecidesUpon() {
        error("Framework has been removed");
        assertThat(fatal).isEmpty();
        assertThat(inputs).containsExactly(new Input.FrameworkRemoved());
        send(new Call.BeginAnew());
        assertThat(client.begunAnew).isEqualTo(1);
        assertThat(client.sent).isEmpty();
    }

    @Test
    void everyEventThatARealMasterSentIsTakenAndCounted() {
        List<Event> events = Stream.of("basic", "agent-loss", "reserved-for-tr", "extras", "custom-executor")
                .flatMap(name -> Recorded.events(name + ".events.jsonl").stream())
                .toList();
        assertThat(events.stream().map(Event::getType).distinct())
                .containsExactlyInAnyOrder(
                        Event.Type.SUBSCRIBED,
                        Event.Type.HEARTBEAT,
                        Event.Type.OFFERS,
                        Event.Type.RESCIND,
                        Event.Type.UPDATE,
                        Event.Type.FAILURE,
                        Event.Type.MESSAGE,
                        Event.Type.INVERSE_OFFERS,
                        Event.Type.RESCIND_INVERSE_OFFER,
                        Event.Type.UPDATE_OPERATION_STATUS);

        events.forEach(side::event);
        side.event(Event.getDefaultInstance());

        for (String type : MesosTally.types()) {
            long sent = events.stream()
                    .filter(event -> event.getType().name().equals(type))
                    .count();
            assertThat(tally.events(type)).as(type).isEqualTo(type.equals("UNKNOWN") ? 1 : sent);
        }
        assertThat(tally.subscriptions()).isEqualTo(5);
        assertThat(fatal).isEmpty();
    }

    @Test
    void attemptsThatComeToNothingAreCountedUntilOneSucceeds() {
        side.disconnected("connection refused");
        side.disconnected("connection refused");
        assertThat(tally.failedInARow()).isEqualTo(2);
        side.event(Recorded.events("basic.events.jsonl").get(0));
        assertThat(tally.failedInARow()).isZero();
        side.disconnected("the other side ended the stream");
        assertThat(tally.failedInARow()).isZero();
        side.disconnected("connection refused");
        assertThat(tally.failedInARow()).isEqualTo(1);
        assertThat(tally.failedAttempts()).isEqualTo(3);
    }

    /** The recorded acknowledgement of the operation "op-reserve", but for the framework id, which the client adds. */
    @Test
    void aRecordedOperationStatusIsAcknowledgedAsTheRealMasterWantedIt() {
        Recorded.events("reserved-for-tr.events.jsonl").forEach(side::event);
        List<OperationUpdate> updates = inputs.stream()
                .filter(Input.OperationUpdated.class::isInstance)
                .map(input -> ((Input.OperationUpdated) input).update())
                .toList();
        assertThat(updates).extracting(OperationUpdate::state).contains("OPERATION_FINISHED", "OPERATION_ERROR");
        assertThat(updates)
                .filteredOn(update -> update.state().equals("OPERATION_ERROR"))
                .allMatch(update -> update.uuid().isEmpty());

        send(new Call.AcknowledgeOperation(updates.get(0)));

        Protos.Call.AcknowledgeOperationStatus sent = client.sent.get(0).getAcknowledgeOperationStatus();
        assertThat(client.sent.get(0).getType()).isEqualTo(Protos.Call.Type.ACKNOWLEDGE_OPERATION_STATUS);
        assertThat(sent.getOperationId().getValue()).isEqualTo("op-reserve");
        assertThat(sent.getAgentId().getValue()).isEqualTo("2ecb133c-c136-411c-a674-a382423d8bef-S0");
        assertThat(Base64.getEncoder().encodeToString(sent.getUuid().toByteArray()))
                .isEqualTo("Hz+6KDMaTJS6UY0FK8hTUA==");
        assertThat(sent.hasResourceProviderId()).isFalse();
    }

    @Test
    void plannedMaintenanceIsReadFromOffersAndInverseOffersAndAnswered() {
        Recorded.events("extras.events.jsonl").forEach(side::event);
        Unavailability planned =
                new Unavailability(Instant.ofEpochSecond(1_795_256_868, 246_668_800), Optional.of(Duration.ofHours(1)));
        assertThat(inputs.stream()
                        .filter(Input.Offered.class::isInstance)
                        .flatMap(input -> ((Input.Offered) input).offers().stream())
                        .flatMap(offer -> offer.unavailability().stream()))
                .hasSize(3)
                .containsOnly(planned);
        assertThat(inputs)
                .contains(
                        new Input.InverseOffered(List.of(new InverseOffer(
                                "645c6c33-11f2-41cb-9879-c91eebc2e085-O41",
                                "10e5a3bd-1b49-414a-91ab-b0e60c78ce9b-S0",
                                planned))),
                        new Input.InverseRescinded("645c6c33-11f2-41cb-9879-c91eebc2e085-O43"));

        send(new Call.AcceptInverseOffers(List.of("a"), Duration.ofSeconds(5)));
        send(new Call.DeclineInverseOffers(List.of("b"), Duration.ofSeconds(7)));
        assertThat(client.sent)
                .extracting(Protos.Call::getType)
                .containsExactly(Protos.Call.Type.ACCEPT_INVERSE_OFFERS, Protos.Call.Type.DECLINE_INVERSE_OFFERS);
        assertThat(client.sent
                        .get(0)
                        .getAcceptInverseOffers()
                        .getInverseOfferIds(0)
                        .getValue())
                .isEqualTo("a");
        assertThat(client.sent.get(0).getAcceptInverseOffers().getFilters().getRefuseSeconds())
                .isEqualTo(5);
        assertThat(client.sent
                        .get(1)
                        .getDeclineInverseOffers()
                        .getInverseOfferIds(0)
                        .getValue())
                .isEqualTo("b");
        assertThat(client.sent.get(1).getDeclineInverseOffers().getFilters().getRefuseSeconds())
                .isEqualTo(7);
    }

    @Test
    void agentsAreKnownByTheirOffers() {
        offered();
        assertThat(agents.url("2ecb133c-c136-411c-a674-a382423d8bef-S1")).contains("http://127.0.0.1:15063");
    }

    @Test
    void theFrameworkSaysWhoItIs() {
        var info = new FrameworkDescription("fw", "me", "prod", Duration.ofDays(7), "http://api", "host")
                .info(Optional.of("F-1"));
        assertThat(info.getId().getValue()).isEqualTo("F-1");
        assertThat(info.getRolesList()).containsExactly("prod");
        assertThat(info.getCheckpoint()).isTrue();
        assertThat(info.getFailoverTimeout()).isEqualTo(7 * 24 * 3600.0);
        assertThat(info.getWebuiUrl()).isEqualTo("http://api");
        assertThat(info.getCapabilitiesList())
                .extracting(capability -> capability.getType().name())
                .containsExactlyInAnyOrder(
                        "PARTITION_AWARE", "TASK_KILLING_STATE", "MULTI_ROLE", "RESERVATION_REFINEMENT");
    }
}
