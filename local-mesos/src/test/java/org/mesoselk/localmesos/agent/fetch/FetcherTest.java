package org.mesoselk.localmesos.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.mesos.v1.Protos.CommandInfo.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.http.HttpAnswer;
import org.mesoselk.localmesos.http.HttpService;
import org.mesoselk.localmesos.http.Routes;

class FetcherTest {

    @TempDir
    Path folder;

    private final Fetcher fetcher = new Fetcher(Duration.ofSeconds(5));
    private Path sandbox;

    @BeforeEach
    void createSandbox() throws IOException {
        sandbox = Files.createDirectory(folder.resolve("sandbox"));
    }

    private void fetch(URI.Builder... uris) throws FetchException {
        fetcher.fetch(java.util.Arrays.stream(uris).map(URI.Builder::build).toList(), sandbox, line -> {});
    }

    private static URI.Builder uri(Object value) {
        return URI.newBuilder().setValue(value.toString());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path zip(String name, String entry, String content) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void execute(Path directory, String... command) throws Exception {
        assertThat(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aFileIsCopiedByPathAndByFileUri() throws Exception {
        fetch(uri(file("a.txt", "A")), uri("file://" + file("b.txt", "B")));
        assertThat(sandbox.resolve("a.txt")).hasContent("A");
        assertThat(sandbox.resolve("b.txt")).hasContent("B");
    }

    @Test
    void anExecutableGetsItsNameAndItsModeAndIsNotExtracted() throws Exception {
        fetch(uri(file("run.sh", "#!/bin/sh")).setExecutable(true).setOutputFile("bin/start"));
        assertThat(sandbox.resolve("bin/start")).isExecutable();
    }

    @Test
    void aTarballIsExtractedWithItsModesAndStays() throws Exception {
        Path tool = file("tool", "#!/bin/sh");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        execute(folder, "tar", "-czf", "tool.tgz", "tool");
        fetch(uri(folder.resolve("tool.tgz")));
        assertThat(sandbox.resolve("tool")).isExecutable();
        assertThat(sandbox.resolve("tool.tgz")).exists();
    }

    @Test
    void aTarballThatIsNotToBeExtractedIsLeftAlone() throws Exception {
        file("x", "x");
        execute(folder, "tar", "-czf", "x.tar.gz", "x");
        fetch(uri(folder.resolve("x.tar.gz")).setExtract(false));
        assertThat(sandbox.resolve("x")).doesNotExist();
        assertThat(sandbox.resolve("x.tar.gz")).exists();
    }

    @Test
    void aZipIsExtracted() throws Exception {
        fetch(uri(zip("z.zip", "dir/inner.txt", "in")));
        assertThat(sandbox.resolve("dir/inner.txt")).hasContent("in");
    }

    @Test
    void aZipWhoseEntryLeadsOutsideExtractsNothingThere() throws Exception {
        Path evil = zip("evil.zip", "../evil.txt", "out");
        assertThatThrownBy(() -> fetch(uri(evil))).isInstanceOf(FetchException.class);
        assertThat(folder.resolve("evil.txt")).doesNotExist();
    }

    @Test
    void anArchiveThatIsNoneFailsWithASentence() throws Exception {
        assertThatThrownBy(() -> fetch(uri(file("broken.tgz", "no tar"))))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("broken.tgz': tar could not extract it");
        assertThatThrownBy(() -> fetch(uri(file("broken.zip", "no zip"))))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith("Failed to fetch");
    }

    @Test
    void anOutputFileOutsideTheSandboxIsRefused() throws Exception {
        Path a = file("a.txt", "A");
        for (String name : List.of("../a", "/etc/a", "x/../../a", "")) {
            assertThatThrownBy(() -> fetch(uri(a).setOutputFile(name)))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("does not lie in the sandbox");
        }
    }

    @Test
    void whatIsMissingOrOfAnUnknownSchemeFailsWithASentence() {
        assertThatThrownBy(() -> fetch(uri("/no/such/file")))
                .hasMessage("Failed to fetch '/no/such/file': No such file or directory: /no/such/file");
        assertThatThrownBy(() -> fetch(uri("hdfs://host/file"))).hasMessageContaining("only http://");
    }

    @Test
    void aFileIsDownloadedThroughRedirectsAndAnErrorNamesTheStatus() throws Exception {
        Routes routes = new Routes()
                .get("/file.txt", request -> HttpAnswer.text(200, "downloaded"))
                .get("/moved/file.txt", request -> HttpAnswer.empty(302).with("Location", "/file.txt"))
                .get("/round.txt", request -> HttpAnswer.empty(302).with("Location", "/round.txt"));
        try (HttpService server = HttpService.start("127.0.0.1", 0, "test", routes)) {
            fetch(uri(server.url() + "/moved/file.txt").setOutputFile("got.txt"));
            assertThat(sandbox.resolve("got.txt")).hasContent("downloaded");
            assertThatThrownBy(() -> fetch(uri(server.url() + "/nothing")))
                    .hasMessageEndingWith("received HTTP return code 404");
            assertThatThrownBy(() -> fetch(uri(server.url() + "/round.txt"))).hasMessageContaining("redirects");
        }
    }
}
