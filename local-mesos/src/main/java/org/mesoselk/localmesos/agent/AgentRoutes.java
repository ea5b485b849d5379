package org.mesoselk.localmesos.agent;

import java.time.Instant;
import java.time.InstantSource;
import org.mesoselk.localmesos.agent.files.FilesEndpoint;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.http.Routes;
import org.mesoselk.localmesos.ui.AgentPages;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which part of an agent answers which path. A real agent serves most below {@code /slave(1)} too. */
final class AgentRoutes implements HttpHandler {

    private final Routes routes = new Routes();

    AgentRoutes(AgentOptions options, AgentLoop loop, AgentState state, AgentCore core, InstantSource clock) {
        Instant started = clock.instant();
        ExecutorApi executors = new ExecutorApi(loop, state, core);
        FilesEndpoint files = new FilesEndpoint(() -> loop.ask(() -> SandboxRoots.of(state)));
        ContainersEndpoint containers = new ContainersEndpoint(loop, state, clock);
        OperatorApi operator = new OperatorApi(options, loop, state, files, containers);
        for (String prefix : new String[] {"", "/slave(1)"}) {
            routes.post(prefix + "/api/v1/executor", executors::handle);
            routes.post(prefix + "/api/v1", operator::handle);
            routes.get(prefix + "/health", request -> HttpAnswer.empty(200));
            routes.get(prefix + "/state", request -> json(loop.ask(() -> StateJson.of(options, state, started))));
            routes.get(prefix + "/flags", request -> json(flags(options)));
            containers.addTo(routes, prefix);
        }
        routes.get(
                "/version",
                request -> json(JsonNodeFactory.instance.objectNode().put("version", StateJson.MESOS_VERSION)));
        files.addTo(routes);
        new AgentPages(new WebUi(options, loop, state, started), files, clock).addTo(routes);
    }

    private static ObjectNode flags(AgentOptions options) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode flags = answer.putObject("flags");
        AgentFlags.of(options).forEach(flags::put);
        return answer;
    }

    private static HttpAnswer json(ObjectNode json) {
        return HttpAnswer.json(ProtoJson.print((tools.jackson.databind.JsonNode) json));
    }

    @Override
    public HttpAnswer handle(HttpRequest request) throws Exception {
        return routes.handle(request);
    }
}
