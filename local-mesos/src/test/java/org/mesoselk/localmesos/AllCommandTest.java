package org.mesoselk.localmesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.json.Json;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The embedded default in one JVM: a master, agents that find it, and the file that says where they are. */
class AllCommandTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void everythingIsAnnouncedOnceAllAgentsAreRegisteredAndIsTheSameAfterARestart() throws Exception {
        JsonNode first = upAndDown();
        assertThat(first.path("agents").size()).isEqualTo(2);
        JsonNode second = upAndDown();
        assertThat(second.path("agents")).isEqualTo(first.path("agents"));
    }

    private JsonNode upAndDown() throws Exception {
        Path file = folder.resolve("announce.json");
        Files.deleteIfExists(file);
        CommandLine.ParseResult parsed = Main.commandLine()
                .parseArgs(
                        "all",
                        "--port=0",
                        "--agents=2",
                        "--work-dir=" + folder.resolve("work"),
                        "--announce=" + file,
                        "--attributes=rack:r1",
                        "--attributes=2=rack:r2");
        AllCommand all = (AllCommand) parsed.subcommand().commandSpec().userObject();
        Running running = new Running();
        try {
            all.start(running);
            await().atMost(SOON).until(() -> Files.exists(file));
            JsonNode announced = Json.tree(Files.readAllBytes(file));
            JsonNode slaves =
                    get(announced.path("master").asString() + "/slaves").path("slaves");
            assertThat(slaves.size()).isEqualTo(2);
            assertThat(slaves.findValuesAsString("rack")).containsExactlyInAnyOrder("r1", "r2");
            assertThat(ports(slaves.path(0))).startsWith("[").isNotEqualTo(ports(slaves.path(1)));
            return announced;
        } finally {
            running.stop(0, "the test is over");
            assertThat(running.await()).isZero();
        }
    }

    private static String ports(JsonNode slave) {
        return slave.path("resources").path("ports").asString();
    }

    private static JsonNode get(String url) throws Exception {
        return Json.tree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                .body());
    }
}
