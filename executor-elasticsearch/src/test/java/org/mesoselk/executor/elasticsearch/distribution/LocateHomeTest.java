package org.mesoselk.executor.elasticsearch.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.elastic.ElasticsearchTask.Distribution;
import org.mesoselk.executor.elasticsearch.Homes;

class LocateHomeTest {

    @TempDir
    Path folder;

    private Path sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = Files.createDirectory(folder.resolve("sandbox"));
    }

    @Test
    void aHomeOnTheAgentIsFoundWithItsVersion() throws Exception {
        Homes.make(folder.resolve("home"), "8.19.20");

        Home home = found(home(folder.resolve("home").toString()));

        assertThat(home.version()).isEqualTo(new Version(8, "8.19.20"));
    }

    @Test
    void aPreReleaseHasAVersionToo() throws Exception {
        assertThat(Homes.make(folder.resolve("home"), "9.0.0-rc1").version()).isEqualTo(new Version(9, "9.0.0-rc1"));
    }

    @Test
    void aDirectoryThatTheFetcherExtractedIsSearchedOneLevelDeep() throws Exception {
        Homes.make(sandbox.resolve("es/elasticsearch-8.1.0"), "8.1.0");

        assertThat(found(archive("es")).directory()).isEqualTo(sandbox.resolve("es/elasticsearch-8.1.0"));
    }

    @Test
    void aZipIsUnpackedWithItsPermissions() throws Exception {
        Home made = Homes.make(folder.resolve("elasticsearch-8.2.0"), "8.2.0");
        zip(made.directory(), sandbox.resolve("es.zip"));

        Home home = found(archive("es.zip"));

        assertThat(home.launcher()).isExecutable();
        assertThat(home.version().text()).isEqualTo("8.2.0");
    }

    @Test
    void aTarballIsUnpacked() throws Exception {
        Homes.make(folder.resolve("elasticsearch-8.3.0"), "8.3.0");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        sandbox.resolve("es.tar.gz").toString(),
                        "-C",
                        folder.toString(),
                        "elasticsearch-8.3.0")
                .start();
        assertThat(tar.waitFor()).isZero();

        assertThat(found(archive("es.tar.gz")).launcher()).isExecutable();
    }

    @Test
    void whatIsMissingIsNamedWithTheRemedy() throws Exception {
        Files.writeString(sandbox.resolve("bad.zip"), "no zip");
        Files.writeString(sandbox.resolve("bad.tar.gz"), "no tar");
        Files.writeString(sandbox.resolve("es.rar"), "no archive");
        assertThat(missing(home("/no/such/home"))).contains("/no/such/home", "does not exist", "official build");
        assertThat(missing(home(sandbox.toString()))).contains("holds no Elasticsearch");
        assertThat(missing(home("relative"))).contains("not an absolute path");
        assertThat(missing(archive("absent.zip"))).contains("absent.zip", sandbox.toString());
        assertThat(missing(archive("../outside"))).contains("not inside the sandbox");
        assertThat(missing(archive("bad.zip"))).contains("bad.zip", "cannot be unpacked");
        assertThat(missing(archive("bad.tar.gz"))).contains("tar cannot unpack");
        assertThat(missing(archive("es.rar"))).contains("neither .zip nor .tar.gz");
        assertThat(missing(new Distribution(Optional.empty(), Optional.empty())))
                .contains("neither a home");
    }

    @Test
    void anEntryThatPointsOutOfTheArchiveIsNotWritten() throws Exception {
        try (OutputStream file = Files.newOutputStream(sandbox.resolve("evil.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("../../evil"));
            zip.write("evil".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }

        assertThat(missing(archive("evil.zip"))).contains("evil.zip");
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(sandbox.resolve("evil")).doesNotExist();
    }

    private static Distribution home(String home) {
        return new Distribution(Optional.of(home), Optional.empty());
    }

    private static Distribution archive(String name) {
        return new Distribution(Optional.empty(), Optional.of(name));
    }

    private Home found(Distribution wanted) throws Exception {
        Located<Home> located = new LocateHome(sandbox).locate(wanted);
        assertThat(located).isInstanceOf(Located.Found.class);
        return ((Located.Found<Home>) located).home();
    }

    private String missing(Distribution wanted) throws Exception {
        Located<Home> located = new LocateHome(sandbox).locate(wanted);
        assertThat(located).isInstanceOf(Located.Missing.class);
        return ((Located.Missing<Home>) located).sentence();
    }

    private static void zip(Path directory, Path target) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(
                        target, Map.of("create", "true", "enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.toList()) {
                Path copy = zip.getPath("/" + directory.getParent().relativize(entry));
                Files.copy(entry, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(entry));
            }
        }
    }
}
