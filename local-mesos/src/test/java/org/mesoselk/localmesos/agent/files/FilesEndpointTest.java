package org.mesoselk.localmesos.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.http.HttpService;
import org.mesoselk.localmesos.http.Routes;

class FilesEndpointTest {

    private static final String VIRTUAL = "/frameworks/f/executors/e/runs/latest";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path run;
    private HttpService server;

    @BeforeEach
    void serve() throws IOException {
        run = Files.createDirectories(folder.resolve("runs/run-1"));
        Files.createSymbolicLink(folder.resolve("runs/latest"), run);
        Files.writeString(run.resolve("stdout"), "line1\n");
        Files.createDirectory(run.resolve("sub"));
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createDirectory(folder.resolve("runs/run-10"));
        Files.writeString(folder.resolve("runs/run-10/secret"), "secret");
        Files.createSymbolicLink(run.resolve("escape"), folder.resolve("secret"));
        Files.createSymbolicLink(run.resolve("escape-dir"), folder);
        Files.createSymbolicLink(run.resolve("dangling"), folder.resolve("nothing"));
        FileRoots roots = new FileRoots(
                Map.of(run.toString(), run, folder.resolve("runs/latest").toString(), run, VIRTUAL, run));
        Routes routes = new Routes();
        new FilesEndpoint(() -> roots).addTo(routes);
        server = HttpService.start("127.0.0.1", 0, "test", routes);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String endpoint, String path, String more) throws Exception {
        String query = "?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8) + more;
        return http.send(
                java.net.http.HttpRequest.newBuilder(URI.create(server.url() + "/files/" + endpoint + query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aSandboxIsListedUnderEachOfItsNames() throws Exception {
        for (String name : new String[] {run.toString(), folder + "/runs/latest", VIRTUAL, VIRTUAL + "/"}) {
            HttpResponse<String> answer = get("browse", name, "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"mode\":\"-rw-r--r--\"", "\"size\":6")
                    .containsPattern("\"path\":\"" + name.replaceAll("/$", "") + "/stdout\"")
                    .containsSubsequence("/stdout\"", "/sub\"")
                    .doesNotContain("dangling");
        }
    }

    @Test
    void aFileIsReadFromAnOffsetForALength() throws Exception {
        assertThat(get("read", VIRTUAL + "/stdout", "&offset=0&length=50000").body())
                .isEqualTo("{\"data\":\"line1\\n\",\"offset\":0}");
        assertThat(get("read", VIRTUAL + "/stdout", "&offset=2&length=2").body())
                .isEqualTo("{\"data\":\"ne\",\"offset\":2}");
    }

    @Test
    void withoutOffsetOnlyTheSizeIsTold() throws Exception {
        String size = "{\"data\":\"\",\"offset\":6}";
        assertThat(get("read", VIRTUAL + "/stdout", "").body()).isEqualTo(size);
        assertThat(get("read", VIRTUAL + "/stdout", "&offset=-1").body()).isEqualTo(size);
        assertThat(get("read", VIRTUAL + "/stdout", "&offset=100").body()).isEqualTo(size);
    }

    @Test
    void theAnswerIsWrappedForJsonp() throws Exception {
        HttpResponse<String> answer = get("read", VIRTUAL + "/stdout", "&offset=0&length=5&jsonp=cb");
        assertThat(answer.body()).isEqualTo("cb({\"data\":\"line1\",\"offset\":0})");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/javascript");
    }

    @Test
    void aFileIsDownloaded() throws Exception {
        HttpResponse<String> answer = get("download", VIRTUAL + "/stdout", "");
        assertThat(answer.body()).isEqualTo("line1\n");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=stdout");
    }

    @Test
    void theErrorsAreThoseOfARealAgent() throws Exception {
        assertThat(get("browse", "", "").statusCode()).isEqualTo(400);
        assertThat(get("browse", "", "").body()).isEqualTo("Expecting 'path=value' in query.\n");
        assertThat(get("read", VIRTUAL + "/sub", "").body()).isEqualTo("Cannot read a directory.\n");
        assertThat(get("read", VIRTUAL + "/nope", "").statusCode()).isEqualTo(404);
        assertThat(get("browse", "/etc", "").statusCode()).isEqualTo(404);
        assertThat(get("browse", folder.resolve("runs").toString(), "").statusCode())
                .isEqualTo(404);
        assertThat(get("read", VIRTUAL + "/stdout", "&offset=-7").statusCode()).isEqualTo(400);
        assertThat(get("read", VIRTUAL + "/stdout", "&offset=x").statusCode()).isEqualTo(400);
    }

    @Test
    void nothingOutsideTheSandboxIsShown() throws Exception {
        for (String path : new String[] {
            "/../../secret",
            "/../run-10/secret",
            "/escape",
            "/escape-dir/secret",
            "/sub/../../../secret",
            "/./../../secret",
            "/%2e%2e/%2e%2e/secret"
        }) {
            for (String endpoint : new String[] {"read", "download"}) {
                HttpResponse<String> answer = get(endpoint, VIRTUAL + path, "&offset=0");
                assertThat(answer.statusCode()).as("%s %s", endpoint, path).isIn(400, 404);
                assertThat(answer.body()).doesNotContain("{\"data\"").isNotEqualTo("secret");
            }
        }
        assertThat(get("browse", VIRTUAL + "/escape-dir", "").statusCode()).isEqualTo(400);
        assertThat(get("browse", VIRTUAL + "/..", "").statusCode()).isEqualTo(400);
    }
}
