package org.mesoselk.cli.api;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mesoselk.commons.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a Mesos tells of itself, whichever of its masters leads. */
public record MesosApi(List<URI> masters, Http http) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * {@code GET /state} of the leading master; the others answer with redirects.
     *
     * @throws IOException when no master answers as leader
     */
    public JsonNode state() throws IOException, InterruptedException {
        return ask("/state");
    }

    /** Ports of the agents that are registered and connected. */
    public Set<Integer> activeAgentPorts() throws IOException, InterruptedException {
        Set<Integer> ports = new HashSet<>();
        for (JsonNode agent : ask("/slaves").path("slaves")) {
            if (agent.path("active").asBoolean(false)) {
                ports.add(port(agent));
            }
        }
        return ports;
    }

    /** Of {@code slave(1)@127.0.0.1:5051}. */
    private static int port(JsonNode agent) throws IOException {
        String pid = agent.path("pid").asString("");
        try {
            return Integer.parseInt(pid.substring(pid.lastIndexOf(':') + 1));
        } catch (NumberFormatException e) {
            throw new IOException("the master lists an agent at '" + pid + "'", e);
        }
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        IOException last = new IOException("no master is known");
        for (URI master : masters) {
            try {
                Http.Answer answer = http.get(master.resolve(path), TIMEOUT);
                if (answer.status() == 200) {
                    return Json.tree(answer.body());
                }
                last = new IOException(master + path + " answered " + answer.status());
            } catch (IOException e) {
                last = e;
            } catch (JacksonException e) {
                last = new IOException(master + path + " did not answer with JSON", e);
            }
        }
        throw last;
    }
}
