package org.mesoselk.localmesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import org.mesoselk.localmesos.link.LinkCodec;
import org.mesoselk.localmesos.link.ToAgent;
import org.mesoselk.localmesos.link.ToMaster;
import tools.jackson.databind.JsonNode;

/** A scheduler and an agent over real connections, in both forms of the messages, and what operators see of them. */
class MasterHttpTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final HttpClient client = HttpClient.newHttpClient();
    private Master master;
    private HttpResponse<InputStream> agent;
    private String agentId;

    @BeforeEach
    void startWithOneAgent() throws Exception {
        master = Master.start(MasterOptions.defaults(), InstantSource.system(), why -> {});
        agent = client.send(
                HttpRequest.newBuilder(URI.create(master.url() + "/internal/agent"))
                        .POST(BodyPublishers.ofByteArray(LinkCodec.encode(
                                new ToMaster.Register(Lab.agentInfo().build(), 5051, List.of(), List.of(), List.of()))))
                        .build(),
                BodyHandlers.ofInputStream());
        agentId = next(ToAgent.Registered.class).agentId().getValue();
    }

    @AfterEach
    void stop() throws IOException {
        agent.body().close();
        master.close();
    }

    @Test
    void aTaskGoesThroughInProtobuf() throws Exception {
        FrameworkInfo info = Lab.framework("protobuf").build();
        HttpResponse<InputStream> events = subscribe(info, PROTOBUF);
        Event subscribed = Event.parseFrom(record(events.body()));
        assertThat(Event.parseFrom(record(events.body())).getType()).isEqualTo(Event.Type.HEARTBEAT);
        Event offers = Event.parseFrom(record(events.body()));
        FakeCalls calls = new FakeCalls(
                events.headers().firstValue("Mesos-Stream-Id").orElseThrow(),
                subscribed.getSubscribed().getFrameworkId().getValue());
        var offer = offers.getOffers().getOffers(0);
        calls.send(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(org.apache.mesos.v1.Protos.Offer.Operation.newBuilder()
                                .setType(org.apache.mesos.v1.Protos.Offer.Operation.Type.LAUNCH)
                                .setLaunch(org.apache.mesos.v1.Protos.Offer.Operation.Launch.newBuilder()
                                        .addTaskInfos(Lab.task("t", offer))))));
        assertThat(next(ToAgent.RunTask.class).task().getTaskId().getValue()).isEqualTo("t");
        TaskStatus running = TaskStatus.newBuilder()
                .setTaskId(org.apache.mesos.v1.Protos.TaskID.newBuilder().setValue("t"))
                .setState(TaskState.TASK_RUNNING)
                .setAgentId(offer.getAgentId())
                .setUuid(com.google.protobuf.ByteString.copyFromUtf8("0123456789abcdef"))
                .build();
        assertThat(say(new ToMaster.StatusUpdate(subscribed.getSubscribed().getFrameworkId(), running)))
                .isEqualTo(202);
        assertThat(next(events, Event.Type.UPDATE).getUpdate().getStatus()).isEqualTo(running);

        JsonNode state = get("/master/state");
        JsonNode task = state.path("frameworks").path(0).path("tasks").path(0);
        assertThat(task.path("state").asString()).isEqualTo("TASK_RUNNING");
        assertThat(task.path("slave_id").asString()).isEqualTo(agentId);
        assertThat(task.path("resources").path("cpus").asDouble()).isEqualTo(0.5);
        assertThat(get("/tasks").path("tasks").size()).isEqualTo(1);
        JsonNode slave = get("/slaves").path("slaves").path(0);
        assertThat(slave.path("used_resources").path("mem").asDouble()).isEqualTo(64);
        assertThat(slave.path("resources").path("ports").asString()).isEqualTo("[31000-31999]");
        assertThat(get("/state-summary")
                        .path("slaves")
                        .path(0)
                        .path("TASK_RUNNING")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("/roles").path("roles").path(0).path("frameworks").size())
                .isEqualTo(1);
        assertThat(get("/metrics/snapshot").path("master/tasks_running").asDouble())
                .isEqualTo(1);
        JsonNode v1 = Json.tree(post("/api/v1", JSON, "{\"type\":\"GET_STATE\"}".getBytes(StandardCharsets.UTF_8))
                .body());
        assertThat(v1.path("get_state")
                        .path("get_tasks")
                        .path("tasks")
                        .path(0)
                        .path("task_id")
                        .path("value")
                        .asString())
                .isEqualTo("t");
        calls.send(Call.newBuilder().setType(Call.Type.TEARDOWN));
        // Would fail were the stream cut in place of ended; what else comes before the end does not matter.
        events.body().readAllBytes();
        assertThat(next(ToAgent.ShutdownFramework.class)).isNotNull();
    }

    @Test
    void fact12UpdateFrameworkIsAnsweredWith200() throws Exception {
        FrameworkInfo info = Lab.framework("updated").build();
        HttpResponse<InputStream> events = subscribe(info, PROTOBUF);
        FrameworkInfo known = info.toBuilder()
                .setId(next(events, Event.Type.SUBSCRIBED).getSubscribed().getFrameworkId())
                .build();
        Call update = Call.newBuilder()
                .setType(Call.Type.UPDATE_FRAMEWORK)
                .setFrameworkId(known.getId())
                .setUpdateFramework(Call.UpdateFramework.newBuilder().setFrameworkInfo(known))
                .build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(master.url() + "/api/v1/scheduler"))
                        .header("Content-Type", PROTOBUF)
                        .header(
                                "Mesos-Stream-Id",
                                events.headers().firstValue("Mesos-Stream-Id").orElseThrow())
                        .POST(BodyPublishers.ofByteArray(update.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        events.body().close();
    }

    @Test
    void eventsInJsonHaveNumbersForNumbers() throws Exception {
        HttpResponse<InputStream> events = subscribe(Lab.plain("json").build(), JSON);
        assertThat(new String(record(events.body()), StandardCharsets.UTF_8))
                .contains("\"heartbeat_interval_seconds\":15.0")
                .contains("\"ip\":16777343");
        record(events.body());
        assertThat(new String(record(events.body()), StandardCharsets.UTF_8))
                .contains("\"range\":[{\"begin\":31000,\"end\":31999}]");
        events.body().close();
    }

    @Test
    void aSchedulerWhoseConnectionEndsIsNoticedAtOnce() throws Exception {
        HttpResponse<InputStream> events = subscribe(Lab.framework("gone").build(), JSON);
        record(events.body());
        assertThat(get("/frameworks")
                        .path("frameworks")
                        .path(0)
                        .path("connected")
                        .asBoolean())
                .isTrue();
        events.body().close();
        await().atMost(SOON)
                .until(() -> !get("/frameworks")
                        .path("frameworks")
                        .path(0)
                        .path("connected")
                        .asBoolean());
    }

    @Test
    void anAgentWhoseLinkEndsIsNoticedAtOnce() throws Exception {
        assertThat(master.hasAgent(agentId)).isTrue();
        agent.body().close();
        await().atMost(SOON).until(() -> !master.hasAgent(agentId));
    }

    @Test
    void aStrangerMayNotSpeakAsAnAgent() throws Exception {
        agentId = "nobody";
        assertThat(say(new ToMaster.Pong())).isEqualTo(403);
    }

    @Test
    void theTeardownEndpointRemovesAFramework() throws Exception {
        HttpResponse<InputStream> events = subscribe(Lab.plain("t").build(), PROTOBUF);
        String id = Event.parseFrom(record(events.body()))
                .getSubscribed()
                .getFrameworkId()
                .getValue();
        HttpResponse<byte[]> answer = post(
                "/master/teardown",
                "application/x-www-form-urlencoded",
                ("frameworkId=" + id).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get("/frameworks")
                        .path("completed_frameworks")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void maintenanceIsPlannedByPlainEndpointsAndByTheOperatorApi() throws Exception {
        String machine = "{\"hostname\": \"127.0.0.1\", \"ip\": \"127.0.0.1\"}";
        String schedule = "{\"windows\":[{\"machine_ids\":[" + machine
                + "],\"unavailability\":{\"start\":{\"nanoseconds\":1795256868246668800}}}]}";
        assertThat(posted("/maintenance/schedule", schedule)).isEqualTo(200);
        assertThat(get("/master/maintenance/schedule")).isEqualTo(Json.tree(schedule.getBytes(StandardCharsets.UTF_8)));
        assertThat(get("/maintenance/status").at("/draining_machines/0/id/ip").asString())
                .isEqualTo("127.0.0.1");
        assertThat(Json.tree(post(
                                        "/api/v1",
                                        JSON,
                                        "{\"type\":\"GET_MAINTENANCE_STATUS\"}".getBytes(StandardCharsets.UTF_8))
                                .body())
                        .at("/get_maintenance_status/status")
                        .propertyNames())
                .containsExactly("draining_machines");
        assertThat(posted("/machine/down", "[" + machine + "]")).isEqualTo(200);
        assertThat(next(ToAgent.Shutdown.class).reason()).isEqualTo("Operator initiated 'Machine DOWN'");
        assertThat(posted(
                        "/api/v1",
                        "{\"type\":\"STOP_MAINTENANCE\",\"stop_maintenance\":{\"machines\":[" + machine + "]}}"))
                .isEqualTo(200);
        assertThat(get("/maintenance/status").isEmpty()).isTrue();
        assertThat(posted("/machine/up", "[" + machine + "]")).isEqualTo(400);
        assertThat(posted("/maintenance/schedule", "no JSON")).isEqualTo(400);
    }

    private int posted(String path, String json) throws Exception {
        return post(path, JSON, json.getBytes(StandardCharsets.UTF_8)).statusCode();
    }

    private final class FakeCalls {
        private final String stream;
        private final String framework;

        FakeCalls(String stream, String framework) {
            this.stream = stream;
            this.framework = framework;
        }

        void send(Call.Builder call) throws Exception {
            Message sent = call.setFrameworkId(
                            org.apache.mesos.v1.Protos.FrameworkID.newBuilder().setValue(framework))
                    .build();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(master.url() + "/api/v1/scheduler"))
                            .header("Content-Type", PROTOBUF)
                            .header("Mesos-Stream-Id", stream)
                            .POST(BodyPublishers.ofByteArray(sent.toByteArray()))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    private HttpResponse<InputStream> subscribe(FrameworkInfo info, String accept) throws Exception {
        Call call = Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build();
        HttpResponse<InputStream> events = client.send(
                HttpRequest.newBuilder(URI.create(master.url() + "/api/v1/scheduler"))
                        .header("Content-Type", PROTOBUF)
                        .header("Accept", accept)
                        .POST(BodyPublishers.ofByteArray(call.toByteArray()))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.headers().firstValue("Content-Type")).hasValue(accept);
        return events;
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(master.url() + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(master.url() + path)).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.tree(answer.body());
    }

    private int say(ToMaster message) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(master.url() + "/internal/agent/call"))
                                .header("Agent-Id", agentId)
                                .POST(BodyPublishers.ofByteArray(LinkCodec.encode(message)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private <T extends ToAgent> T next(Class<T> type) throws IOException {
        ToAgent message = LinkCodec.toAgent(record(agent.body()));
        assertThat(message).isInstanceOf(type);
        return type.cast(message);
    }

    private static Event next(HttpResponse<InputStream> events, Event.Type type) throws IOException {
        Event event = Event.parseFrom(record(events.body()));
        while (event.getType() != type) {
            event = Event.parseFrom(record(events.body()));
        }
        return event;
    }

    private static byte[] record(InputStream in) throws IOException {
        StringBuilder length = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the stream ended");
            }
            length.append((char) b);
        }
        return in.readNBytes(Integer.parseInt(length.toString()));
    }
}
