package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The Kibana framework of an installation of {@code elk}.
 *
 * @param folder that its processes name
 */
record ElkKibana(ElkHome home, Path folder) {

    /** What is said at {@code elk up} is for a scheduler that does not run. */
    Elk.Result restartSchedulerWith(String options, String more) throws IOException {
        long scheduler = home.pid("scheduler-kibana");
        Signals.send("TERM", scheduler);
        Await.until(
                "the end of the Kibana scheduler",
                Duration.ofSeconds(30),
                () -> ProcessHandle.of(scheduler).filter(ProcessHandle::isAlive),
                Optional::isEmpty);
        return home.run("up " + options + " " + more);
    }

    List<String> endpoints() throws IOException {
        List<String> endpoints = new ArrayList<>();
        home.framework("kibana").path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asString()));
        return endpoints;
    }

    List<JsonNode> members() throws IOException {
        return StreamSupport.stream(home.framework("kibana").path("members").spliterator(), false)
                .toList();
    }

    static JsonNode find(JsonNode framework, String member) {
        return StreamSupport.stream(framework.path("members").spliterator(), false)
                .filter(one -> one.path("name").asString().equals(member))
                .findFirst()
                .orElseThrow(() -> new AssertionError(member + " is no member: " + framework));
    }

    String task(String member) throws IOException {
        return find(home.framework("kibana"), member).path("task").asString();
    }

    /** The process that is Kibana itself. */
    long process(String member) {
        return Processes.under(folder).stream()
                .filter(found -> found.isKibanaOf(member))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Kibana of " + member + " runs"))
                .pid();
    }

    static String state(String endpoint) throws IOException {
        return Rest.get(endpoint + "/api/status", Duration.ofSeconds(10))
                .expect(200)
                .json()
                .at("/status/overall/state")
                .asString("");
    }
}
