package org.mesoselk.localmesos.agent;

import java.time.InstantSource;
import java.util.List;
import org.apache.mesos.v1.agent.Protos.Response.GetContainers.Container;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpRequest;
import org.mesoselk.localmesos.http.ProtoJson;
import org.mesoselk.localmesos.http.Routes;

/** {@code /containers} and {@code /monitor/statistics}. */
final class ContainersEndpoint {

    private final AgentLoop loop;
    private final AgentState state;
    private final InstantSource clock;

    ContainersEndpoint(AgentLoop loop, AgentState state, InstantSource clock) {
        this.loop = loop;
        this.state = state;
        this.clock = clock;
    }

    void addTo(Routes routes, String prefix) {
        routes.get(prefix + "/containers", request -> answer(request, false));
        routes.get(prefix + "/monitor/statistics", request -> answer(request, true));
    }

    List<Container> measured() throws InterruptedException {
        return Containers.measure(loop.ask(() -> Containers.see(state)), clock.millis() / 1000.0);
    }

    private HttpAnswer answer(HttpRequest request, boolean statisticsOnly) throws InterruptedException {
        String json = ProtoJson.print(Containers.json(measured(), statisticsOnly));
        return request.parameter("jsonp")
                .<HttpAnswer>map(callback -> HttpAnswer.bytes(
                        200,
                        "text/javascript",
                        (callback + "(" + json + ")").getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .orElseGet(() -> HttpAnswer.json(json));
    }
}
