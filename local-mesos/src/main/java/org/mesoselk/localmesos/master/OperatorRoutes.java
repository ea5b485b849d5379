package org.mesoselk.localmesos.master;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.master.Protos.Call;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpError;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Media;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.http.Routes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where people and their tools look: the master's plain endpoints and its v1 operator API. */
final class OperatorRoutes {

    private static final int DEFAULT_TASKS = 100;

    private final MasterLoop loop;
    private final Supplier<Optional<MasterCore>> core;
    private final Supplier<Map<String, String>> flags;

    OperatorRoutes(MasterLoop loop, Supplier<Optional<MasterCore>> core, Supplier<Map<String, String>> flags) {
        this.loop = loop;
        this.core = core;
        this.flags = flags;
    }

    void addTo(Routes routes) {
        routes.get("/health", request -> HttpAnswer.empty(200))
                .get("/version", request -> json(node -> node.put("version", Master.MESOS_VERSION)))
                .get("/flags", request -> json(node -> flags.get().forEach(node.putObject("flags")::put)))
                .get("/metrics/snapshot", this::metrics)
                .get("/state", state((json, request) -> json.state()))
                .get("/state.json", state((json, request) -> json.state()))
                .get("/state-summary", state((json, request) -> json.summary()))
                .get("/slaves", state((json, request) -> json.slaves()))
                .get("/frameworks", state((json, request) -> json.frameworks()))
                .get("/roles", state((json, request) -> json.roles()))
                .get(
                        "/tasks",
                        state((json, request) ->
                                json.tasks(number(request, "offset", 0), number(request, "limit", DEFAULT_TASKS))))
                .post("/teardown", this::teardown)
                .post("/api/v1", this::v1);
        new MaintenanceRoutes(loop, this::leading).addTo(routes);
    }

    private static HttpAnswer json(java.util.function.Consumer<ObjectNode> fill) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        fill.accept(node);
        return HttpAnswer.json(ProtoJson.print(node));
    }

    private MasterCore leading() {
        return core.get().orElseThrow(() -> new HttpError(503, "No leader elected"));
    }

    private HttpHandler state(BiFunction<StateJson, HttpRequest, ObjectNode> part) {
        return request -> HttpAnswer.json(loop.ask(
                () -> ProtoJson.print(part.apply(new StateJson(leading().cluster, flags.get()), request))));
    }

    /** A master that does not lead says so with a single number. */
    private HttpAnswer metrics(HttpRequest request) throws Exception {
        return core.get().isPresent()
                ? state((json, asked) -> json.metrics()).handle(request)
                : json(node -> node.put("master/elected", 0.0));
    }

    private static int number(HttpRequest request, String name, int other) {
        try {
            return request.parameter(name).map(Integer::parseInt).orElse(other);
        } catch (NumberFormatException e) {
            throw new HttpError(400, "Failed to parse '" + name + "': it is not a number");
        }
    }

    private HttpAnswer teardown(HttpRequest request) throws InterruptedException {
        String id = Arrays.stream(request.text().split("&"))
                .filter(pair -> pair.startsWith("frameworkId="))
                .map(pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new HttpError(400, "Missing 'frameworkId' query parameter in the request body"));
        return loop.ask(() -> {
            teardown(id);
            return HttpAnswer.empty(200);
        });
    }

    private void teardown(String id) {
        Framework framework = leading()
                .cluster
                .framework(id)
                .orElseThrow(() -> new HttpError(400, "No framework found with specified ID"));
        leading().subscriptions.remove(framework);
        leading().settle();
    }

    private HttpAnswer v1(HttpRequest request) throws InterruptedException {
        Call.Builder body = Call.newBuilder();
        Media.ofBody(request).read(request.body(), body);
        Media media = Media.ofAnswer(request);
        if (!body.hasType() || body.getType() == Call.Type.UNKNOWN) {
            throw new HttpError(400, "Failed to validate master::Call: Expecting 'type' to be present");
        }
        return loop.ask(() ->
                change(body.build()).orElseGet(() -> media.answer(new OperatorApi(leading()).answer(body.build()))));
    }

    /** The calls that change something; empty for all others. */
    private Optional<HttpAnswer> change(Call call) {
        if (call.getType() == Call.Type.TEARDOWN) {
            teardown(call.getTeardown().getFrameworkId().getValue());
            return Optional.of(HttpAnswer.empty(202));
        }
        switch (call.getType()) {
            case MARK_AGENT_GONE ->
                leading().loss.markedGone(agent(call.getMarkAgentGone().getAgentId()));
            case DRAIN_AGENT ->
                leading().draining.drain(agent(call.getDrainAgent().getAgentId()), call.getDrainAgent());
            case REACTIVATE_AGENT ->
                leading().draining.reactivate(agent(call.getReactivateAgent().getAgentId()));
            default -> {
                if (!MaintenanceRoutes.change(leading().maintenance, call)) {
                    return Optional.empty();
                }
            }
        }
        leading().settle();
        return Optional.of(HttpAnswer.empty(200));
    }

    private RegisteredAgent agent(AgentID id) {
        return leading()
                .cluster
                .agent(id.getValue())
                .orElseThrow(() -> new HttpError(404, "Agent '" + id.getValue() + "' is not registered"));
    }
}
