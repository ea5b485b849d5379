package org.mesoselk.commons.mesos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** Every kind of call that a real master was sent, operations with ids and their feedback among them. */
class RecordedCallsTest extends SchedulerTestBase {

    private record Recorded(String name, int status, Call call) {}

    private static List<Recorded> recorded() throws IOException {
        List<Recorded> recorded = new ArrayList<>();
        try (InputStream in = RecordedCallsTest.class.getResourceAsStream("/mesos-recordings/calls.jsonl")) {
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                if (!line.isBlank()) {
                    JsonNode node = Json.tree(line.getBytes(UTF_8));
                    recorded.add(new Recorded(
                            node.path("recording").asString(""),
                            node.path("status").asInt(0),
                            Recording.json(Json.write(node.get("call")), Call.getDefaultInstance())));
                }
            }
        }
        return recorded;
    }

    @Test
    void eachReachesTheMasterAsItWasRecordedAndInItsOrder() throws Exception {
        List<Recorded> recorded = recorded();
        assertThat(recorded.stream().map(one -> one.call().getType()).distinct())
                .containsExactlyInAnyOrder(
                        Call.Type.ACCEPT,
                        Call.Type.ACKNOWLEDGE,
                        Call.Type.RECONCILE,
                        Call.Type.KILL,
                        Call.Type.DECLINE,
                        Call.Type.REVIVE,
                        Call.Type.SUPPRESS,
                        Call.Type.TEARDOWN,
                        Call.Type.ACKNOWLEDGE_OPERATION_STATUS,
                        Call.Type.RECONCILE_OPERATIONS,
                        Call.Type.MESSAGE,
                        Call.Type.SHUTDOWN,
                        Call.Type.REQUEST,
                        Call.Type.UPDATE_FRAMEWORK,
                        Call.Type.ACCEPT_INVERSE_OFFERS);
        master.onCall =
                (call, connection) -> connection.answer(call.getType() == Call.Type.UPDATE_FRAMEWORK ? 200 : 202, "");
        MesosSchedulerClient client = subscribed();

        for (Recorded one : recorded) {
            assertThat(result(client.send(
                            one.call().toBuilder().clearFrameworkId().build())))
                    .as(one.name())
                    .isEqualTo(new CallResult.Accepted());
        }

        FrameworkID id = FrameworkID.newBuilder().setValue(FakeMaster.FRAMEWORK).build();
        assertThat(master.calls)
                .isEqualTo(recorded.stream()
                        .map(one -> one.call().toBuilder().setFrameworkId(id).build())
                        .toList());
        assertThat(master.requests.subList(1, master.requests.size()))
                .allMatch(request -> request.headers().get("Mesos-Stream-Id").equals("stream-1"));
    }

    @Test
    void aCallThatMustNotArriveTwiceIsNotRepeatedWhenItsAnswerIsLost() throws Exception {
        Map<Call.Type, Call> byType = new EnumMap<>(Call.Type.class);
        recorded().forEach(one -> byType.put(one.call().getType(), one.call()));
        // A master that dies after the call has arrived.
        master.onCall = (call, connection) -> connection.fin();
        for (Map.Entry<Call.Type, Call> one : byType.entrySet()) {
            int subscriptions = log.types().size();
            int before = master.calls.size();
            MesosSchedulerClient client = start(builder(master.hostPort()));
            eventually(() -> assertThat(log.types()).hasSizeGreaterThan(subscriptions));

            assertThat(result(client.send(one.getValue()))).isInstanceOf(CallResult.Undelivered.class);

            client.close();
            int sent = master.calls.size() - before;
            switch (one.getKey()) {
                case ACCEPT, MESSAGE, REQUEST, TEARDOWN ->
                    assertThat(sent).as(one.getKey().name()).isEqualTo(1);
                default -> assertThat(sent).as(one.getKey().name()).isEqualTo(3);
            }
        }
    }
}
