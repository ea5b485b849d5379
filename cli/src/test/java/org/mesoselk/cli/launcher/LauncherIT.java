package org.mesoselk.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    @TempDir
    private Path temp;

    private Path root;
    private Path elk;
    private FakeCheckout checkout;

    @BeforeEach
    void aCheckoutInAFolderWithBlanks() throws IOException {
        root = temp.resolve("my check out");
        checkout = new FakeCheckout(root, temp.resolve("tools"));
        elk = root.resolve("elk");
    }

    @Test
    void builds_once_and_again_only_when_a_source_is_newer() throws Exception {
        assertThat(checkout.run(elk, "up", "--home", "a b")).containsExactly("0", root + " up|--home|a b");
        assertThat(checkout.run(elk, "up")).containsExactly("0", root + " up");
        assertThat(checkout.builds()).isEqualTo(1);
        checkout.edit(checkout.source("scheduler"), "class A { int i; }");
        checkout.run(elk, "up");
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void works_through_links_from_anywhere() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), elk);
        Path second = Files.createSymbolicLink(temp.resolve("second"), Path.of("link"));
        assertThat(checkout.run(second, "up")).containsExactly("0", root + " up");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void looking_and_stopping_run_with_what_is_built() throws Exception {
        checkout.run(elk, "status");
        assertThat(checkout.builds()).isEqualTo(1);
        checkout.edit(checkout.source("cli"), "class A { int i; }");
        for (String look : List.of("status", "logs", "down", "--help", "--version", "help")) {
            assertThat(checkout.run(elk, look)).containsExactly("0", root + " " + look);
        }
        assertThat(checkout.run(elk, "--home", "up", "status")).contains("0");
        assertThat(checkout.run(elk, "up", "--help")).contains("0");
        assertThat(checkout.builds()).isEqualTo(1);
        checkout.run(elk, "scale", "elasticsearch", "5");
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void a_failed_build_names_its_first_error_and_its_log_and_is_tried_again() throws Exception {
        checkout.maven(
                "echo '[INFO] Building'; echo '[ERROR] /x/A.java:[3,1] ; expected'; echo '[ERROR] -> [Help 1]'; exit 1");
        List<String> failed = checkout.run(elk, "up");
        assertThat(failed)
                .containsExactly(
                        "1", "elk: the build failed: /x/A.java:[3,1] ; expected (all of it in " + checkout.log() + ")");
        checkout.maven("");
        assertThat(checkout.run(elk, "up")).containsExactly("0", root + " up");
    }

    @Test
    void a_build_that_was_interrupted_is_done_again() throws Exception {
        checkout.run(elk, "up");
        checkout.edit(checkout.source("cli"), "class A { int i; }");
        checkout.maven("echo $$ > '" + temp.resolve("maven.pid") + "'; exec sleep 60");
        Process launcher = checkout.start(elk, temp.resolve("out"), "up");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(temp.resolve("maven.pid")).content().isNotBlank());
        launcher.destroy();
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        long maven = Long.parseLong(Files.readString(temp.resolve("maven.pid")).strip());
        await().untilAsserted(() -> assertThat(ProcessHandle.of(maven).filter(ProcessHandle::isAlive))
                .isEmpty());
        checkout.maven("");
        assertThat(checkout.run(elk, "status")).containsExactly("0", root + " status");
        assertThat(checkout.builds()).isEqualTo(2);
        checkout.run(elk, "up");
        assertThat(checkout.builds()).isEqualTo(3);
    }

    @Test
    void a_jar_that_went_missing_is_built_again() throws Exception {
        checkout.run(elk, "up");
        Files.delete(root.resolve("local-mesos/target/local-mesos-all.jar"));
        checkout.run(elk, "up");
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void many_at_the_same_time_build_once() throws Exception {
        checkout.maven("sleep 1");
        List<Process> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(checkout.start(elk, temp.resolve("out" + i), "up"));
        }
        for (Process call : calls) {
            assertThat(call.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(call.exitValue()).isZero();
        }
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void without_a_java_of_seventeen_it_says_what_it_found() throws Exception {
        Path old = temp.resolve("jdk-11");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        program(old.resolve("bin/java"), "true");
        Path tools = Files.createDirectories(temp.resolve("few tools"));
        for (String tool : List.of("bash", "dirname", "readlink", "sed", "env")) {
            program(tools.resolve(tool), tool);
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", elk.toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile());
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", old.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(temp.resolve("out"))
                .content()
                .isEqualTo("elk: a JDK 17 or newer is needed, by JAVA_HOME or on the PATH; " + old + " is Java 11\n");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private static void program(Path file, String tool) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
