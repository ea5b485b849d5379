package org.mesoselk.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

/** An installation that the command {@code elk} runs, as it was built with the tests. */
record ElkHome(Elk elk, Path home) {

    static ElkHome in(Path folder) {
        Elk elk = new Elk(Artifacts.root(), folder.resolve("logs"), List.of(), Map.of());
        return new ElkHome(elk, folder.resolve("home"));
    }

    Elk.Result run(String commandLine) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return elk.run("'" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '" + Artifacts.jar("cli")
                + "' --elk-root '" + Artifacts.root() + "' --home '" + home + "' " + commandLine);
    }

    JsonNode status() throws IOException {
        // Of the command, only the result: what it says besides is not JSON.
        return Json.mapper().readTree(run("status --json 2>/dev/null").expect(0).output());
    }

    JsonNode framework(String name) throws IOException {
        return status().path("frameworks").path(name);
    }

    /** Of a process by its name. */
    long pid(String process) throws IOException {
        return StreamSupport.stream(status().path("processes").spliterator(), false)
                .filter(one -> one.path("name").asString().equals(process))
                .findFirst()
                .orElseThrow(() -> new AssertionError(process + " does not run"))
                .path("pid")
                .asLong();
    }
}
