package org.mesoselk.localmesos.agent;

import java.time.Instant;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpHandler;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.Routes;

/** Which part of an agent answers which path. A real agent serves each path below {@code /slave(1)} too. */
final class AgentRoutes implements HttpHandler {

    private final Routes routes = new Routes();

    AgentRoutes(AgentOptions options, AgentLoop loop, AgentState state, AgentCore core, Instant started) {
        ExecutorApi executors = new ExecutorApi(loop, state, core);
        for (String prefix : new String[] {"", "/slave(1)"}) {
            routes.post(prefix + "/api/v1/executor", executors::handle);
            routes.get(prefix + "/health", request -> HttpAnswer.empty(200));
        }
    }

    @Override
    public HttpAnswer handle(HttpRequest request) throws Exception {
        return routes.handle(request);
    }
}
