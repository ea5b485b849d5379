package org.mesoselk.executor.kibana.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.commons.distribution.Located;
import org.mesoselk.commons.kibana.KibanaTask;

class HomeTest {

    @TempDir
    Path directory;

    @BeforeEach
    void isAKibana() throws IOException {
        packageJson("{\"name\": \"kibana\", \"version\": \"7.17.25\"}");
    }

    private void packageJson(String text) throws IOException {
        Files.writeString(directory.resolve("package.json"), text);
    }

    private void file(String path) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Home home() throws IOException {
        return Home.at(directory).orElseThrow();
    }

    @Test
    void isKnownByItsPackageJson() throws IOException {
        assertThat(home().version().text()).isEqualTo("7.17.25");
        assertThat(home().version().isSince(7, 17)).isTrue();
        assertThat(home().version().isSince(8, 0)).isFalse();
    }

    @Test
    void anotherPackageIsNoKibana() throws IOException {
        packageJson("{\"name\": \"gridster\", \"version\": \"7.17.25\"}");
        assertThat(Home.at(directory)).isEmpty();
        packageJson("{\"name\": \"kibana\"}");
        assertThat(Home.at(directory)).isEmpty();
        packageJson("not JSON");
        assertThat(Home.at(directory)).isEmpty();
    }

    @Test
    void aFolderWithoutOneIsSaidWithTheRemedy() throws IOException, InterruptedException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Located<Home> located = new LocateHome(directory)
                .locate(new KibanaTask.Distribution(
                        Optional.of(empty.toString()), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(((Located.Missing<Home>) located).sentence())
                .contains(empty.toString(), "package.json", "name an unpacked official build");
    }

    @Test
    void startsFromTheNewestLayoutThatIsThere() throws IOException {
        assertThat(home().entry()).isEmpty();
        file("src/cli/index.js");
        assertThat(home().entry()).contains(directory.resolve("src/cli"));
        file("src/cli/dist.js");
        assertThat(home().entry()).contains(directory.resolve("src/cli/dist"));
        file("src/cli/kibana/dist.js");
        assertThat(home().entry()).contains(directory.resolve("src/cli/kibana/dist"));
    }

    @Test
    void bringsItsNodeInOneOfThreePlaces() throws IOException {
        assertThat(home().bundledNode()).isEmpty();
        file("node/default/bin/node");
        assertThat(home().bundledNode()).contains(directory.resolve("node/default/bin/node"));
        file("node/glibc-217/bin/node");
        assertThat(home().bundledNode())
                .as("the one that official builds start, also on hosts with an old C library")
                .contains(directory.resolve("node/glibc-217/bin/node"));
        file("node/bin/node");
        assertThat(home().bundledNode()).contains(directory.resolve("node/bin/node"));
    }

    @Test
    void xPackIsAFolderBefore8AndInEveryBuildSince() throws IOException {
        assertThat(home().hasXPack()).isFalse();
        file("x-pack/package.json");
        assertThat(home().hasXPack()).isTrue();
        assertThat(new Home(Path.of("/nowhere"), Version.of("8.0.0").orElseThrow()).hasXPack())
                .isTrue();
    }

    @Test
    void itsOwnOptionsForNodeAreReadWithoutComments() throws IOException {
        assertThat(home().nodeOptions()).isEmpty();
        file("config/node.options");
        Files.writeString(
                directory.resolve("config/node.options"),
                "## Node\n--unhandled-rejections=warn\n\n# --trace\n--dns-result-order=ipv4first\n");

        assertThat(home().nodeOptions()).containsExactly("--unhandled-rejections=warn", "--dns-result-order=ipv4first");
    }

    @Test
    void longHeadersAreAllowedWhereItsOwnScriptDoes() throws IOException {
        assertThat(home().headerSize()).isEmpty();
        file("bin/kibana");
        Files.writeString(
                directory.resolve("bin/kibana"),
                "#!/bin/sh\nNODE_OPTIONS=\"--no-warnings --max-http-header-size=65536 $X\" exec node\n");

        assertThat(home().headerSize()).containsExactly("--max-http-header-size=65536");
    }
}
