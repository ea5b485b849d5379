package org.mesoselk.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.Authorization;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerClient;
import org.mesoselk.commons.mesos.SchedulerListener;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.scheduler.core.model.Call.Acknowledge;
import org.mesoselk.scheduler.core.model.Call.AcknowledgeOperation;
import org.mesoselk.scheduler.core.model.Call.CreateVolume;
import org.mesoselk.scheduler.core.model.Call.Decline;
import org.mesoselk.scheduler.core.model.Call.DestroyVolume;
import org.mesoselk.scheduler.core.model.Call.OnOffer;
import org.mesoselk.scheduler.core.model.Call.ReconcileOperations;
import org.mesoselk.scheduler.core.model.Call.Reserve;
import org.mesoselk.scheduler.core.model.Call.Unreserve;
import org.mesoselk.scheduler.core.model.Call.Volume;
import org.mesoselk.scheduler.core.model.DiskSource;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.Offer;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.PendingOperation;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.Resources;
import org.mesoselk.scheduler.mesos.AgentDirectory;
import org.mesoselk.scheduler.mesos.Claim;
import org.mesoselk.scheduler.mesos.FrameworkDescription;
import org.mesoselk.scheduler.mesos.LaunchPlan;
import org.mesoselk.scheduler.mesos.MesosSide;
import org.mesoselk.scheduler.mesos.MesosTally;

/** The scheduler's operations on a Mesos that asks who one is: reserve, make a volume, use it, destroy it, unreserve. */
class VolumesIT {
    private static final String SECRET = "hunter2-of-volumes";
    private static final Resources SHARE = new Resources(0.5, 128, 256);

    @TempDir
    Path folder;

    private final List<OperationUpdate> updates = new CopyOnWriteArrayList<>();
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private final Map<String, Protos.Offer> raw = new ConcurrentHashMap<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private SchedulerClient client;
    private MesosSide side;

    @Test
    void aVolumeIsMadeUsedAndDestroyedInAReservationOfOurPrincipal() throws Exception {
        assumeTrue(
                ExternalControl.configured().isEmpty(),
                "this test needs a Mesos that asks for credentials of its making");
        LeakCheck.watch(folder);
        try (Program mesos = mesos()) {
            subscribe(announced(mesos));
            try {
                procedure();
            } finally {
                client.close();
            }
        }
    }

    private void procedure() throws IOException {
        Predicate<Offer> whole = offer -> offer.cpus() == 4;
        operate(whole, offer -> new Reserve(offer, "r.1", "r", SHARE, DiskSource.ROOT), "OPERATION_FINISHED");
        operate(whole, offer -> new CreateVolume(offer, "r.2", "r", volume(200)), "OPERATION_FINISHED");
        operate(whole, offer -> new CreateVolume(offer, "r.3", "r", volume(56)), "OPERATION_ERROR");
        Offer held = offer(whole);
        assertThat(held.holdings()).singleElement().satisfies(holding -> {
            assertThat(holding.reservationId()).contains("r");
            assertThat(holding.principal()).contains("elk");
            assertThat(holding.share()).isEqualTo(new Resources(0.5, 128, 56));
            assertThat(holding.volumes()).containsExactly("v1");
        });
        assertThat(held.diskMb()).as("a volume is no disk for tasks").isEqualTo(20_000 - 200);

        launch(held);
        Path file = folder.resolve("all/agent-1/volumes/roles/prod elk/v1/file");
        Await.until("a file in the volume", Duration.ofSeconds(30), () -> Files.exists(file), there -> there);
        assertThat(Files.readString(file)).isEqualTo("persisted\n");
        side.send(client, new ReconcileOperations(List.of(unheardOf(held))), troubles::add);
        awaitUpdate("never-sent", "OPERATION_UNKNOWN");

        operate(whole, offer -> new DestroyVolume(offer, "r.4", "r", "v1"), "OPERATION_FINISHED");
        assertThat(file.getParent()).as("gone with all that is in it").doesNotExist();
        operate(whole, offer -> new Unreserve(offer, "r.5", "r"), "OPERATION_FINISHED");
        Offer free = offer(whole);
        assertThat(free.holdings()).isEmpty();
        assertThat(free.unreserved()).isEqualTo(new Resources(4, 4096, 20_000));
        assertThat(troubles).isEmpty();
    }

    private static Volume volume(int sizeMb) {
        return new Volume("v1", "data", sizeMb, DiskSource.ROOT);
    }

    private static PendingOperation unheardOf(Offer offer) {
        return new PendingOperation("never-sent", PendingOperation.Kind.RESERVE, offer.agent(), Instant.now());
    }

    /** On an offer that will do; what Mesos says of it is acknowledged. */
    private void operate(Predicate<Offer> suits, Function<Offer, OnOffer> how, String outcome) {
        Offer offer = offer(suits);
        OnOffer call = how.apply(offer);
        offers.remove(offer.id());
        side.send(client, call, troubles::add);
        OperationUpdate update = awaitUpdate(call.operationId(), outcome);
        if (update.uuid().isPresent()) {
            side.send(client, new AcknowledgeOperation(update), troubles::add);
        }
    }

    private OperationUpdate awaitUpdate(String operationId, String outcome) {
        List<OperationUpdate> seen = Await.until(
                outcome + " of " + operationId,
                Duration.ofSeconds(30),
                () -> updates.stream()
                        .filter(update -> update.operationId().equals(operationId))
                        .toList(),
                some -> some.stream().anyMatch(update -> update.state().equals(outcome)));
        return seen.stream()
                .filter(update -> update.state().equals(outcome))
                .findFirst()
                .orElseThrow();
    }

    /** What does not suit goes back: with what else is free it comes again as one. */
    private Offer offer(Predicate<Offer> suits) {
        return Await.until(
                        "an offer that suits",
                        Duration.ofSeconds(30),
                        () -> {
                            List<Offer> seen = List.copyOf(offers.values());
                            seen.stream().filter(suits.negate()).forEach(this::giveBack);
                            return seen;
                        },
                        seen -> seen.stream().anyMatch(suits))
                .stream()
                .filter(suits)
                .findFirst()
                .orElseThrow();
    }

    private void giveBack(Offer offer) {
        offers.remove(offer.id());
        side.send(client, new Decline(List.of(offer.id()), Duration.ZERO), troubles::add);
    }

    /** A command that writes into the volume, on reserved resources only; the scheduler has no such tasks of its own yet. */
    private void launch(Offer offer) {
        Protos.Offer on = raw.get(offer.id());
        offers.remove(offer.id());
        TaskInfo.Builder task = TaskInfo.newBuilder()
                .setName("writer")
                .setTaskId(TaskID.newBuilder().setValue("writer"))
                .setAgentId(on.getAgentId())
                .setCommand(CommandInfo.newBuilder().setShell(true).setValue("echo persisted > data/file"));
        on.getResourcesList().stream()
                .filter(resource -> resource.getReservationsCount() > 0)
                .filter(resource ->
                        !resource.getName().equals("disk") || resource.getDisk().hasPersistence())
                .forEach(task::addResources);
        client.send(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(on.getId())
                        .addOperations(Protos.Offer.Operation.newBuilder()
                                .setType(Protos.Offer.Operation.Type.LAUNCH)
                                .setLaunch(Protos.Offer.Operation.Launch.newBuilder()
                                        .addTaskInfos(task)))
                        .setFilters(Protos.Filters.newBuilder().setRefuseSeconds(0)))
                .build());
    }

    private void subscribe(String master) throws IOException {
        side = new MesosSide(
                new LaunchPlan(
                        Product.ELASTICSEARCH,
                        "volumes",
                        "executor.jar",
                        "executor.jar",
                        Optional.empty(),
                        Optional.empty(),
                        new Resources(0.1, 32, 0),
                        Duration.ofSeconds(5)),
                new Claim("volumes", "prod/elk", Optional.of("elk")),
                new AgentDirectory(),
                InstantSource.system(),
                this::heard,
                troubles::add,
                () -> troubles.add("failed over"),
                new MesosTally());
        FrameworkDescription description = new FrameworkDescription(
                "volumes",
                "elasticsearch",
                System.getProperty("user.name"),
                "prod/elk",
                Duration.ofSeconds(30),
                "",
                "localhost",
                Optional.of("elk"));
        client = MesosSchedulerClient.builder(
                        MasterDetectors.parse(master), () -> description.info(Optional.empty()), new Listener())
                .authorization(Authorization.basic(
                        "elk", new SecretFile(secret("secret", SECRET), "the secret of principal elk"), "--none"))
                .build();
        client.start();
    }

    private void heard(Input input) {
        if (input instanceof Input.Offered offered) {
            offered.offers().forEach(offer -> offers.put(offer.id(), offer));
        } else if (input instanceof Input.Rescinded rescinded) {
            offers.remove(rescinded.offerId());
        } else if (input instanceof Input.OperationUpdated updated) {
            updates.add(updated.update());
        } else if (input instanceof Input.Updated updated
                && updated.update().uuid().isPresent()) {
            side.send(
                    client,
                    new Acknowledge(
                            updated.update().taskId(),
                            updated.update().agentId().orElseThrow(),
                            updated.update().uuid().get()),
                    troubles::add);
        }
    }

    /** Keeps Mesos' own offers beside. */
    private final class Listener implements SchedulerListener {
        @Override
        public void event(Event event) {
            event.getOffers()
                    .getOffersList()
                    .forEach(offer -> raw.put(offer.getId().getValue(), offer));
            side.event(event);
        }

        @Override
        public void disconnected(String cause) {
            side.disconnected(cause);
        }

        @Override
        public void refused(String cause) {
            troubles.add(cause);
        }
    }

    private Program mesos() throws IOException {
        Path credentials =
                secret("credentials", "{\"credentials\": [{\"principal\": \"elk\", \"secret\": \"" + SECRET + "\"}]}");
        return Program.java(
                "local-mesos",
                folder.toRealPath().resolve("logs/local-mesos.log"),
                Map.of(),
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Artifacts.jar("local-mesos").toString(),
                        "all",
                        "--port=0",
                        "--agents=1",
                        "--agent-resources=cpus:4;mem:4096;disk:20000",
                        "--work-dir=" + folder.resolve("all"),
                        "--announce=" + folder.resolve("mesos.json"),
                        "--credentials=" + credentials,
                        "--authenticate_http_frameworks"));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String announced(Program mesos) throws IOException {
        Path announce = folder.resolve("mesos.json");
        boolean runs = Await.until(
                        "mesos.json",
                        Duration.ofSeconds(90),
                        () -> Files.exists(announce) || !mesos.alive(),
                        either -> either)
                && Files.exists(announce);
        assertThat(runs).as(mesos.output()).isTrue();
        return Json.tree(Files.readAllBytes(announce)).path("master").asString();
    }
}
