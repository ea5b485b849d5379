package org.mesoselk.cli.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.JsonNode;

class AppDefinitionTest {

    private static final Path OURS = Path.of("..", "docker", "marathon");

    @TempDir
    private Path temp;

    static Stream<Path> ours() throws IOException {
        return Files.list(OURS).filter(file -> file.toString().endsWith(".json"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void our_definitions_are_what_marathons_own_schema_describes(Path file) throws IOException {
        assertThat(schema().validate(Json.tree(Files.readAllBytes(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cmd\": \"sleep 1\"}",
                "{\"id\": \"/a\", \"cmd\": \"sleep 1\", \"memory\": 3}",
                "{\"id\": \"/a\", \"cmd\": \"x\", \"fetch\": [{\"url\": \"file:///x\"}]}",
                "{\"id\": \"/A\", \"cmd\": \"x\"}"
            })
    void the_schema_refuses_what_marathon_would_refuse(String definition) throws IOException {
        assertThat(schema().validate(Json.mapper().readTree(definition))).isNotEmpty();
    }

    @Test
    void a_command_runs_in_its_sandbox_with_what_was_fetched_and_the_environment_of_marathon() throws Exception {
        Path definition = write("""
                {"id": "/group/app",
                 "cmd": "echo $(pwd) $(cat thing.jar) $PORT $PORT0 $PORT_API $HOST $MARATHON_APP_ID $GIVEN $CHANGED [$GONE] \
                [$MESOS_FOREIGN]",
                 "fetch": [{"uri": "https://nowhere.example/thing.jar"}],
                 "env": {"GIVEN": "as-given", "CHANGED": "before", "GONE": "x"},
                 "portDefinitions": [{"port": 0, "name": "api"}]}
                """);
        Path built = Files.writeString(temp.resolve("built.jar"), "content");
        Path sandbox = temp.resolve("sand box");
        AppRun run = new AppRun(
                AppDefinition.read(definition),
                "app",
                sandbox,
                temp.resolve("app.log"),
                Map.of("thing.jar", built),
                List.of(4711),
                Map.of("CHANGED", "after", "GONE", ""));
        Process process = run.prepare().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(temp.resolve("app.log")))
                .last()
                .isEqualTo(sandbox + " content 4711 4711 4711 127.0.0.1 /group/app as-given after [] []");
    }

    @Test
    void a_file_that_cannot_be_fetched_is_named() throws IOException {
        assertThatThrownBy(() ->
                        run("{\"uri\": \"https://nowhere.example/other.jar\"}").prepare())
                .hasMessageContaining("https://nowhere.example/other.jar");
        assertThatThrownBy(() -> run("{\"uri\": \"file:///no/such.jar\"}").prepare())
                .hasMessageContaining("/no/such.jar");
        assertThatThrownBy(() -> run("{\"uri\": \"/etc/hostname\", \"destPath\": \"../../x\"}")
                        .prepare())
                .hasMessageContaining("out of its sandbox");
    }

    @Test
    void a_damaged_definition_is_named() throws IOException {
        assertThatThrownBy(() -> AppDefinition.read(write("{\"id\": \"/a\"}"))).hasMessageContaining("no cmd");
        assertThatThrownBy(() -> AppDefinition.read(write("{"))).hasMessageContaining("app.json");
    }

    private AppRun run(String fetch) throws IOException {
        Path definition = write("{\"id\": \"/a\", \"cmd\": \"true\", \"fetch\": [" + fetch + "]}");
        return new AppRun(
                AppDefinition.read(definition),
                "app",
                temp.resolve("s"),
                temp.resolve("l"),
                Map.of(),
                List.of(),
                Map.of());
    }

    private Path write(String definition) throws IOException {
        return Files.writeString(temp.resolve("app.json"), definition);
    }

    /** The schema names no draft; its {@code required} lists and {@code $schema} without a number are of draft 4. */
    private static Schema schema() throws IOException {
        try (InputStream file = AppDefinitionTest.class.getResourceAsStream("AppDefinition.json")) {
            JsonNode schema = Json.mapper().readTree(file).deepCopy();
            ((tools.jackson.databind.node.ObjectNode) schema).put("$schema", "http://json-schema.org/draft-04/schema#");
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(schema);
        }
    }
}
