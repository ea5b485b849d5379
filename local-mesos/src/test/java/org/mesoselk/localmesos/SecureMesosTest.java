package org.mesoselk.localmesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.mesos.Authorization;
import org.mesoselk.commons.mesos.MasterDetectors;
import org.mesoselk.commons.mesos.MesosSchedulerClient;
import org.mesoselk.commons.mesos.SchedulerListener;
import org.mesoselk.commons.security.Pem;
import org.mesoselk.commons.security.SecretFile;
import org.mesoselk.commons.security.Tls;
import org.mesoselk.testsupport.TestCertificates;
import picocli.CommandLine;

/** All that can be asked for is asked for: TLS with client certificates, credentials of schedulers, people and executors. */
@Execution(ExecutionMode.CONCURRENT)
class SecureMesosTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TestCertificates certificates;
    private TestCertificates.Pair server;
    private SSLContext client;
    private final Running running = new Running();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private String master = "";
    private String agent = "";

    @BeforeEach
    void start() throws Exception {
        certificates = new TestCertificates(folder);
        server = certificates.server();
        TestCertificates.Pair own = certificates.issue("client");
        client = Tls.context(
                Pem.authorities(certificates.authority()),
                Optional.of(Pem.identity(own.certificate(), own.key(), Instant.now())));
        Path credentials = Files.writeString(
                folder.resolve("credentials"), "{\"credentials\":[{\"principal\":\"elk\",\"secret\":\"hunter2\"}]}");
        Path key = Files.writeString(folder.resolve("key"), "a key to sign with");
        Path announce = folder.resolve("announce.json");
        String executors = """
                {"LIBPROCESS_SSL_ENABLED": "true", "LIBPROCESS_SSL_CA_FILE": "%s",
                 "LIBPROCESS_SSL_CERT_FILE": "%s", "LIBPROCESS_SSL_KEY_FILE": "%s"}""".formatted(certificates.authority(), own.certificate(), own.key());
        CommandLine.ParseResult parsed = Main.commandLine()
                .parseArgs(
                        "all",
                        "--port=0",
                        "--agents=1",
                        "--work-dir=" + folder.resolve("work"),
                        "--announce=" + announce,
                        "--no-switch-user",
                        "--credentials=" + credentials,
                        "--authenticate_http_frameworks",
                        "--authenticate_http_readonly",
                        "--authenticate_http_readwrite",
                        "--authenticate_http_executors",
                        "--executor_secret_key=" + key,
                        "--tls-cert=" + server.certificate(),
                        "--tls-key=" + server.key(),
                        "--tls-client-ca=" + certificates.authority(),
                        "--tls-ca=" + certificates.authority(),
                        "--executor_environment_variables=" + executors);
        ((AllCommand) parsed.subcommand().commandSpec().userObject()).start(running);
        await().atMost(SOON).until(() -> Files.exists(announce));
        master = Json.tree(Files.readAllBytes(announce)).path("master").asString();
        agent = Json.tree(Files.readAllBytes(announce))
                .path("agents")
                .path(0)
                .path("url")
                .asString();
    }

    @AfterEach
    void stop() {
        running.stop(0, "the test is over");
        assertThat(running.await()).isZero();
    }

    private MesosSchedulerClient scheduler(String principal, String secret) throws Exception {
        SecretFile file = new SecretFile(Files.writeString(folder.resolve("secret"), secret + "\n"), "the secret");
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser(System.getProperty("user.name"))
                .setName("secure")
                .setPrincipal(principal)
                .addRoles("*")
                .setCheckpoint(true)
                .setFailoverTimeout(0.5)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
        SchedulerListener listener = new SchedulerListener() {
            @Override
            public void event(Event event) {
                events.add(event);
            }

            @Override
            public void disconnected(String cause) {}

            @Override
            public void refused(String cause) {
                refusals.add(cause);
            }
        };
        MesosSchedulerClient started =
                running.add(MesosSchedulerClient.builder(MasterDetectors.parse(master), () -> info, listener)
                        .authorization(Authorization.basic("elk", file, "check the secret"))
                        .tls(client)
                        .build());
        started.start();
        return started;
    }

    @Test
    void aTaskRunsToItsEndWithEverythingSecured() throws Exception {
        MesosSchedulerClient scheduler = scheduler("elk", "hunter2");
        Event offers = next(Event.Type.OFFERS);
        var unused = scheduler.send(launch(offers.getOffers().getOffers(0)));
        acknowledge(scheduler, TaskState.TASK_STARTING);
        acknowledge(scheduler, TaskState.TASK_RUNNING);
        acknowledge(scheduler, TaskState.TASK_FINISHED);
        assertThat(refusals).isEmpty();
        String said = Files.readString(find("stdout"));
        // What is for the executor alone is not given to the task.
        assertThat(said).contains("PATH=").doesNotContain("MESOS_EXECUTOR_AUTHENTICATION_TOKEN");
        assertThat(get(master + "/state", Optional.of("elk:hunter2")).body())
                .contains("\"principal\":\"elk\"")
                .doesNotContain("hunter2");
    }

    private Path find(String name) throws Exception {
        try (var files = Files.walk(folder.resolve("work"))) {
            return files.filter(file -> file.getFileName().toString().equals(name)
                            && !file.toString().contains("latest"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void acknowledge(MesosSchedulerClient scheduler, TaskState state) {
        var status = await().atMost(SOON)
                .until(
                        () -> events.stream()
                                .filter(event -> event.getType() == Event.Type.UPDATE)
                                .map(event -> event.getUpdate().getStatus())
                                .filter(seen -> seen.getState() == state)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        var unused = scheduler.send(Call.newBuilder()
                .setType(Call.Type.ACKNOWLEDGE)
                .setAcknowledge(Call.Acknowledge.newBuilder()
                        .setAgentId(status.getAgentId())
                        .setTaskId(status.getTaskId())
                        .setUuid(status.getUuid()))
                .build());
    }

    private static Call launch(Offer offer) {
        TaskInfo.Builder task = TaskInfo.newBuilder()
                .setName("env")
                .setTaskId(TaskID.newBuilder().setValue("env"))
                .setAgentId(offer.getAgentId())
                .setCommand(CommandInfo.newBuilder().setShell(true).setValue("env"));
        for (String name : List.of("cpus", "mem")) {
            task.addResources(Resource.newBuilder()
                    .setName(name)
                    .setType(Value.Type.SCALAR)
                    .setAllocationInfo(offer.getAllocationInfo())
                    .setScalar(Value.Scalar.newBuilder().setValue(name.equals("cpus") ? 0.1 : 32)));
        }
        return Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))))
                .build();
    }

    private Event next(Event.Type type) {
        return await().atMost(SOON)
                .until(
                        () -> events.stream()
                                .filter(event -> event.getType() == type)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        scheduler("elk", "wrong");
        await().atMost(SOON).untilAsserted(() -> assertThat(refusals).isNotEmpty());
        assertThat(refusals)
                .first()
                .asString()
                .contains("does not take the credentials (401); check the secret")
                .doesNotContain("wrong");
        assertThat(events).isEmpty();
    }

    @Test
    void whoHasNoCredentialsIsChallengedAsByARealMesos() throws Exception {
        assertChallenge(get(master + "/state", Optional.empty()), "Basic realm=\"mesos-master-readonly\"");
        assertChallenge(
                get(master + "/master/slaves", Optional.of("elk:wrong")), "Basic realm=\"mesos-master-readonly\"");
        assertChallenge(get(master + "/ui/tasks", Optional.empty()), "Basic realm=\"mesos-master-readonly\"");
        assertChallenge(get(agent + "/", Optional.empty()), "Basic realm=\"mesos-agent-readonly\"");
        assertChallenge(post(master + "/api/v1", Optional.empty()), "Basic realm=\"mesos-master-readwrite\"");
        assertChallenge(post(master + "/api/v1/scheduler", Optional.empty()), "Basic realm=\"mesos-master-scheduler\"");
        assertChallenge(get(agent + "/state", Optional.empty()), "Basic realm=\"mesos-agent-readonly\"");
        assertChallenge(get(agent + "/files/browse?path=/", Optional.empty()), "Basic realm=\"mesos-agent-readonly\"");
        assertChallenge(post(agent + "/api/v1", Optional.empty()), "Basic realm=\"mesos-agent-readwrite\"");
        assertChallenge(post(agent + "/api/v1/executor", Optional.empty()), "Bearer realm=\"mesos-agent-executor\"");
        assertThat(get(master + "/state", Optional.of("elk:hunter2")).statusCode())
                .isEqualTo(200);
        assertThat(get(master + "/health", Optional.empty()).statusCode()).isEqualTo(200);
        assertThat(get(agent + "/health", Optional.empty()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNoCertificateIsNotSpokenTo() throws Exception {
        SSLContext anonymous = Tls.context(Pem.authorities(certificates.authority()), Optional.empty());
        HttpClient stranger = HttpClient.newBuilder().sslContext(anonymous).build();
        assertThatThrownBy(() -> stranger.send(
                        HttpRequest.newBuilder(URI.create(master + "/health")).build(), BodyHandlers.ofString()))
                .isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(master.replace("https", "http") + "/health"))
                                        .build(),
                                BodyHandlers.ofString()))
                .isInstanceOf(java.io.IOException.class);
    }

    private static void assertChallenge(HttpResponse<String> answer, String challenge) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue(challenge);
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<String> get(String url, Optional<String> credentials) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)), credentials);
    }

    private HttpResponse<String> post(String url, Optional<String> credentials) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString("{}")), credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Optional<String> credentials) throws Exception {
        credentials.ifPresent(pair -> request.header(
                "Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString(pair.getBytes())));
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(client)
                .build()
                .send(request.build(), BodyHandlers.ofString());
    }
}
